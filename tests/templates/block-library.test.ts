/** The blocks that come with the program: each works as it comes out of the drawer, and follows its parameters. */
import { describe, expect, it } from 'vitest';
import { adoptBlock } from '../../engine/document/adopt-block';
import { blockInstance, createDocument, addNode, connect, EMPTY_GRAPH } from '../../engine/document/edits';
import type { JsonObject, LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { blockLibrary } from '../../engine/templates/blocks/library';
import type { Block } from '../../engine/templates/network-builder';

/** Channels that a block wants to enter, where it adds its result to them. */
const ENTERING: Readonly<Record<string, number>> = {
  bottleneck: 256,
  'inverted residual': 24,
  'mbconv swish gated': 24,
  'shuffle unit': 116,
  'xception unit': 728,
  'convnext block': 96,
  'inception-resnet A': 320,
  'inception-resnet B': 1088,
  'inception-resnet C': 2080,
};

/** Between Inputs that fit it and nothing after it. */
function alone(block: Block, params: JsonObject = {}, channels = ENTERING[block.definition.name] ?? 64): LoomDocument {
  const { document, id } = adoptBlock(createDocument('alone'), block);
  const definition = document.definitions.find((one) => one.id === id)!;
  const grown = addNode(EMPTY_GRAPH, { ...blockInstance(definition, { name: 'block' }), params }, LAYER_CATALOG);
  const graph = definition.inputs.reduce((before, { name, kind }) => {
    const side = name === 'skip' ? 32 : 16;
    const input = addNode(before, { type: 'input', name, params: { shape: kind === 'sequence' ? [5, 768] : [channels, side, side] } }, LAYER_CATALOG);
    return connect(input.graph, { node: input.node.id, port: 'out' }, { node: grown.node.id, port: name });
  }, grown.graph);
  return { ...document, graph };
}

const shapeOf = (document: LoomDocument) => {
  const { graph, nodes } = inferNetwork(document);
  const from = graph.blocks.find(({ path }) => path === 'block')!.outputs[0]!.from!;
  return nodes.find(({ flat }) => flat.path === from.path)!.sizes!.outputs[0];
};
const named = (name: string) => blockLibrary().find(({ definition }) => definition.name === name)!;

describe('the library of blocks', () => {
  it('has each name once, and says what each block and each of its parameters is', () => {
    const definitions = blockLibrary().map(({ definition }) => definition);
    expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
    for (const { description, parameters } of definitions) {
      expect(description).toBeTruthy();
      for (const { help } of parameters) expect(help).toBeTruthy();
    }
  });

  it.each(blockLibrary().map((block) => [block.definition.name, block] as const))('%s works as it is', (_, block) => {
    expect(inferNetwork(alone(block)).problems).toEqual([]);
  });

  it.each([
    ['inception', { one: 8, three: 8, large: 8, pool: 8 }, [32, 16, 16]],
    ['residual projecting', { filters: 48 }, [48, 8, 8]],
    ['residual projecting', { filters: 48, stride: 1 }, [48, 16, 16]],
    ['bottleneck projecting', { filters: 8 }, [32, 8, 8]],
    ['conv unit', { filters: 8, kernel: 7, stride: 2 }, [8, 8, 8]],
    ['conv unit', { filters: 8, kernel: 3, padding: 0 }, [8, 14, 14]],
    ['dense layer', { growth: 12 }, [76, 16, 16]],
    ['fire', { expand: 10 }, [20, 16, 16]],
    ['unet up', { filters: 6 }, [6, 32, 32]],
    ['mbconv swish gated changing', { filters: 40, stride: 2, kernel: 5 }, [40, 8, 8]],
  ] as const)('%s with %j gives %j', (name, params, shape) => {
    expect(shapeOf(alone(named(name), params, 64))).toEqual(shape);
  });
});
