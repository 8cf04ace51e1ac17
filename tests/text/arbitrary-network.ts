/** Random networks of real layers: blocks within blocks, names with spaces, signs and letters of any script, settings everywhere. */
import fc from 'fast-check';
import type { BlockDefinition, Graph, GraphNode, JsonObject, LoomDocument, TensorSettings, Wire } from '../../engine/document/model';
import { BLOCK_INPUT, BLOCK_OUTPUT } from '../../engine/document/model';
import { createDocument } from '../../engine/document/edits';
import { findLayer } from '../../engine/layers';

const NAMES = ['conv1', 'x', 'in', 'out', 'return', 'true', 'conv2d', 'layer', 'stage 1', '1st', 'a-b', '层', 'größe', '_', 'kept', 'undefined', 'flatten', 'block', 'filters', 'const', 'expression'];
const TYPES = ['input', 'conv2d', 'max-pool2d', 'relu', 'add', 'concat', 'dense', 'output', 'batch-norm', 'layer-of-the-future'];

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

function present<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

const tensor: fc.Arbitrary<TensorSettings> = fc
  .record({
    value: optional(fc.constant({ dtype: 'float32' as const, shape: [2], data: Float32Array.of(1, 2) })),
    init: optional(fc.oneof(fc.constant({ name: 'zeros' }), fc.constant({ name: 'normal', amount: 0.1 }))),
    frozen: optional(fc.boolean()),
    lrScale: optional(fc.constantFrom(0, 0.5, 2)),
    regularizer: optional(fc.constantFrom({ l2: 1e-4 }, { l1: 0.1, l2: 0 }, {})),
    constraint: optional(fc.constantFrom({ kind: 'max-norm' as const, max: 2, axes: [0] }, { kind: 'unit-norm' as const })),
  })
  .map(present);

const value = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.string({ unit: 'binary', maxLength: 6 }), fc.constant(null), fc.constant([1, 2]), fc.constant({ 'odd key': [true] }));
const expression = fc.constantFrom('filters', 'filters*2', ' filters', '(filters + 1) / 2', 'min(filters, 3)', '3', '-2', 'true', "'text'", 'a b', '{', '// no', '').map((text) => ({ expression: text }));

function params(type: string): fc.Arbitrary<JsonObject> {
  const names = [...Object.keys(findLayer(type)?.parameters ?? {}), 'from the future'];
  return fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }).chain((keys) => fc.tuple(...keys.map(() => fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: expression }))).map((values) => Object.fromEntries(keys.map((key, index) => [key, values[index]!]))));
}

const nodeOf = (id: string, name: string, blocks: readonly BlockDefinition[]): fc.Arbitrary<GraphNode> =>
  fc.constantFrom(...TYPES, ...blocks.map((block) => block)).chain((kind) =>
    fc
      .record({
        params: typeof kind === 'string' ? params(kind) : fc.constantFrom<JsonObject>({}, { width: 3 }, { width: { expression: 'width' } }),
        tensors: optional(fc.dictionary(fc.constantFrom('weight', 'bias', '1/conv.weight', 'depthwise.weight'), tensor, { maxKeys: 2, noNullPrototype: true })),
        frozen: optional(fc.boolean()),
        muted: optional(fc.boolean()),
        binding: optional(fc.constantFrom({ column: 'label' }, { columns: ['a', 'b c'] }, {})),
        repeat: optional(fc.oneof(fc.nat(4), fc.constant({ expression: 'width' }))),
        shareWeights: optional(fc.boolean()),
      })
      .map(({ repeat, shareWeights, ...rest }): GraphNode => ({
        id,
        name,
        position: { x: 0, y: 0 },
        typeVersion: 1,
        ...present(rest),
        ...(typeof kind === 'string' ? { type: kind } : { type: 'block', block: { definition: kind.id, ...present({ repeat, shareWeights }) } }),
      }) as GraphNode),
  );

/** Ports by name, some of which no layer has; at most one wire to each. */
function graph(prefix: string, blocks: readonly BlockDefinition[], self?: { readonly inputs: readonly string[]; readonly outputs: readonly string[] }): fc.Arbitrary<Graph> {
  return fc
    .uniqueArray(fc.constantFrom(...NAMES), { maxLength: 6 })
    .chain((names) => fc.tuple(fc.tuple(...names.map((name, index) => nodeOf(`${prefix}n${index}`, name, blocks))), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('in', 'in1', 'in2', 'in5', 'extra port'), fc.constantFrom('out', 'out', 'other')), { maxLength: 8 })))
    .map(([nodes, pairs]) => {
      const taken = new Set<string>();
      const ends = (node: GraphNode | undefined) => blocks.find(({ id }) => id === node?.block?.definition);
      const wires = pairs.flatMap(([from, to, wanted, output], index): Wire[] => {
        const target = nodes[to % Math.max(1, nodes.length + (self ? 1 : 0))];
        const source = nodes[from % Math.max(1, nodes.length + (self ? 1 : 0))];
        if ((!target || !source) && !self) return [];
        const inPort = target ? (ends(target)?.inputs[0]?.name ?? wanted) : self!.outputs[0]!;
        const outPort = source ? (ends(source)?.outputs[0]?.name ?? output) : self!.inputs[0]!;
        const to_ = { node: target?.id ?? BLOCK_OUTPUT, port: inPort };
        if (taken.has(`${to_.node} ${to_.port}`)) return [];
        taken.add(`${to_.node} ${to_.port}`);
        return [{ id: `${prefix}w${index}`, from: { node: source?.id ?? BLOCK_INPUT, port: outPort }, to: to_ }];
      });
      return { nodes, wires, notes: [] };
    });
}

function block(number: number, inner: readonly BlockDefinition[]): fc.Arbitrary<BlockDefinition> {
  return fc.record({ name: fc.constantFrom('residual', 'conv2d', 'my block', 'layer'), input: fc.constantFrom('in', 'x', 'left side'), output: fc.constantFrom('out', 'y', 'right side'), min: optional(fc.constant(1)), help: optional(fc.constant("how wide, 'in' pixels")) }).chain(({ name, input, output, min, help }) =>
    graph(`b${number}`, inner, { inputs: [input], outputs: [output] }).map((body): BlockDefinition => ({
      id: `b${number}`,
      name: `${name}${number === 0 ? '' : ` ${number}`}`,
      inputs: [{ name: input, kind: 'image' }],
      outputs: [{ name: output, kind: 'any' }],
      parameters: [{ name: 'width', kind: 'integer', default: 2, ...present({ min, help }) }],
      graph: body,
    })),
  );
}

export const arbitraryNetwork: fc.Arbitrary<LoomDocument> = block(0, []).chain((first) =>
  block(1, [first]).chain((second) => graph('t', [first, second]).map((top): LoomDocument => ({ ...createDocument('random', top), definitions: [first, second] }))),
);
