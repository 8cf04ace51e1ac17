import { describe, expect, it } from 'vitest';
import { adoptBlock, takeBlock } from '../../engine/document/adopt-block';
import { checkDocument } from '../../engine/document/check';
import { createDocument } from '../../engine/document/edits';
import type { Block } from '../../engine/document/adopt-block';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { readDocument } from '../../engine/document/read';
import { writeDocument } from '../../engine/document/write';
import { argument, defineBlock, wholeNumber } from '../../engine/templates/network-builder';

function nested(filters = 8): Block {
  const unit = defineBlock('unit', 'A convolution', [wholeNumber('filters', filters, 'how many')], (network, input) => network.layer('conv2d', 'conv', input, { filters: argument('filters'), kernel: 1 }));
  return defineBlock('pair', 'Two units', [], (network, input) => network.block(unit, { name: 'second' }, network.block(unit, { name: 'first' }, input)));
}

const EMPTY = createDocument('empty');

describe('a block that is brought into a document', () => {
  it('comes with the blocks inside it, under ids of its own', () => {
    const block = nested();
    const { document, id } = adoptBlock(EMPTY, block);
    expect(document.definitions.map(({ name }) => name)).toEqual(['unit', 'pair']);
    expect(document.definitions.at(-1)!.id).toBe(id);
    expect(document.definitions.at(-1)!.graph.nodes.every((node) => node.block?.definition === document.definitions[0]!.id)).toBe(true);
    const before = new Set([...block.inner, block.definition].flatMap((one) => [one.id, ...one.graph.nodes.map((node) => node.id)]));
    expect(document.definitions.flatMap((one) => [one.id, ...one.graph.nodes.map((node) => node.id)]).filter((one) => before.has(one))).toEqual([]);
    expect(checkDocument(document)).toEqual([]);
  });

  it('is not added twice where it looks and works alike, wherever its boxes stand', () => {
    const { document, id } = adoptBlock(EMPTY, nested());
    const moved = { ...document, definitions: document.definitions.map((one) => ({ ...one, graph: { ...one.graph, nodes: one.graph.nodes.map((node) => ({ ...node, position: { x: 999, y: 9 } })) } })) };
    expect(adoptBlock(moved, nested())).toEqual({ document: moved, id });
  });

  it('stands beside one of the same name that works otherwise, and keeps to its own inner blocks', () => {
    const first = adoptBlock(EMPTY, nested());
    const second = adoptBlock(first.document, nested(16));
    expect(second.document.definitions.map(({ name }) => name)).toEqual(['unit', 'pair', 'unit2', 'pair2']);
    expect(second.document.definitions.at(-1)!.graph.nodes[0]!.block!.definition).toBe(second.document.definitions[2]!.id);
    expect(checkDocument(second.document)).toEqual([]);
  });

  it('can be taken out again, saved alone and read', () => {
    const { document, id } = adoptBlock(EMPTY, nested());
    const taken = takeBlock(document, id)!;
    expect([...taken.inner, taken.definition]).toEqual(document.definitions);
    expect(takeBlock(document, 'nothing')).toBeUndefined();
    const alone = { ...createDocument('pair'), definitions: [...taken.inner, taken.definition] };
    expect(readDocument(writeDocument(alone).text, { catalog: LAYER_CATALOG }).document.definitions).toEqual(alone.definitions);
  });
});
