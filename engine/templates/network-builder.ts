/** Builds networks out of layers and blocks; the blocks that were used come along with the document. */
import type { Block } from '../document/adopt-block';
import type { LayerVersions } from '../document/catalog';
import { blockInstance, createDocument } from '../document/edits';
import { GraphBuilder, type Source } from '../document/graph-builder';
import { newId } from '../document/ids';
import type { BlockDefinition, BlockParameter, GraphNode, JsonObject, LoomDocument, ParameterExpression, PortKind } from '../document/model';
import { LAYER_CATALOG } from '../infer/layer-catalog';

/** A number, or an expression of the block's own parameters. */
export type Amount = number | (ParameterExpression & JsonObject);

export type { Block };

export interface BlockUse extends Pick<GraphNode, 'name' | 'tensors'> {
  /** The arguments. */
  readonly params?: JsonObject;
  readonly repeat?: number;
  readonly shareWeights?: boolean;
}

type Inputs = Source | Readonly<Record<string, Source>>;

export class NetworkBuilder extends GraphBuilder {
  /** By id, innermost first. */
  private readonly used = new Map<string, BlockDefinition>();

  constructor(versions: LayerVersions = LAYER_CATALOG) {
    super(versions);
  }

  /** Adds a layer that `inputs` lead to. */
  layer(type: string, name: string, inputs: Inputs, params: JsonObject = {}): GraphNode {
    return this.add({ type, name, params }, inputs);
  }

  input(shape: readonly number[], name = 'input'): GraphNode {
    return this.add({ type: 'input', name, params: { shape: [...shape] } });
  }

  /** Adds an instance of a block. */
  block(block: Block, use: BlockUse, inputs: Inputs): GraphNode {
    for (const definition of [...block.inner, block.definition]) this.used.set(definition.id, definition);
    return this.add(blockInstance(block.definition, use), inputs);
  }

  /** The blocks used so far. */
  definitions(): readonly BlockDefinition[] {
    return [...this.used.values()];
  }

  document(name: string): LoomDocument {
    return { ...createDocument(name, this.build()), definitions: this.definitions() };
  }
}

/** A whole number that an instance gives, read inside the block through `argument(name)`. */
export function wholeNumber(name: string, value: number | string, help: string, min = 1): BlockParameter {
  return { name, kind: 'integer', default: typeof value === 'number' ? value : argument(value), min, help };
}

/** The value of an expression over the parameters of the block; a parameter's name alone is one. */
export function argument(expression: string): ParameterExpression & JsonObject {
  return { expression };
}

/** Ports of a block with one input and one output. */
const THROUGH = { in: 'image', out: 'image' } as const satisfies { in: PortKind; out: PortKind };

/** `body` wires from the block's input to the node it returns, which becomes the output. */
export function defineBlock(name: string, description: string, parameters: readonly BlockParameter[], body: (network: NetworkBuilder, input: Source) => Source, kinds: { readonly in: PortKind; readonly out: PortKind } = THROUGH): Block {
  const network = new NetworkBuilder();
  network.blockOutput(body(network, network.blockInput()));
  const definition = { id: newId(), name, description, inputs: [{ name: 'in', kind: kinds.in }], outputs: [{ name: 'out', kind: kinds.out }], parameters, graph: network.build() };
  return { definition, inner: network.definitions() };
}
