/** Random sound documents for property tests, with unknown fields everywhere a newer version might add some. */
import fc from 'fast-check';
import type { BlockDefinition, Graph, GraphNode, Json, JsonObject, LoomDocument, TensorSettings, Wire } from '../../engine/document/model';
import { FORMAT_VERSION, OLDEST_READER } from '../../engine/document/version';

const key = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.string({ unit: 'binary', maxLength: 12 });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    finite,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const jsonObject: fc.Arbitrary<JsonObject> = fc.dictionary(key, json, { maxKeys: 4, noNullPrototype: true });
/** Fields of a later version. */
const unknown: fc.Arbitrary<JsonObject> = fc.dictionary(key.map((name) => `future-${name}`), json, { maxKeys: 2, noNullPrototype: true });

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

/** An object without the fields that were drawn as undefined, as JSON has none. */
function record<T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.tuple(fc.record(fields), unknown).map(([known, extra]) => {
    const present = Object.entries(known).filter(([, value]) => value !== undefined);
    return { ...extra, ...Object.fromEntries(present) } as T;
  });
}

const tensorSettings: fc.Arbitrary<TensorSettings> = record<TensorSettings>({
  value: optional(
    fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 6 })
      .map((values) => ({ dtype: 'float32' as const, shape: [values.length], data: Float32Array.from(values) })),
  ),
  init: optional(fc.record({ name: key })),
  frozen: optional(fc.boolean()),
  lrScale: optional(fc.double({ min: 0, max: 10, noNaN: true })),
  regularizer: optional(record({ l1: optional(fc.double({ min: 0, max: 1, noNaN: true })) })),
  constraint: optional(record({ kind: fc.constantFrom('max-norm' as const, 'non-negative' as const) })),
});

const node: fc.Arbitrary<Omit<GraphNode, 'id' | 'name'>> = record<Omit<GraphNode, 'id' | 'name'>>({
  type: fc.constantFrom('conv2d', 'relu', 'layer-of-the-future'),
  typeVersion: fc.integer({ min: 1, max: 9 }),
  params: jsonObject,
  tensors: optional(fc.dictionary(key, tensorSettings, { maxKeys: 2, noNullPrototype: true })),
  frozen: optional(fc.boolean()),
  binding: optional(fc.record({ column: fc.constant('label') })),
  position: record({ x: finite, y: finite }),
  muted: optional(fc.boolean()),
  block: fc.constant(undefined),
});

/** Nodes get ids with `prefix`; every wire leads to a port of its own. */
function graph(prefix: string): fc.Arbitrary<Graph> {
  const nodes = fc.array(node, { minLength: 1, maxLength: 6 }).map((list) => list.map((item, index): GraphNode => ({ ...item, id: `${prefix}n${index}`, name: `node ${index}` })));
  const ends = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 });
  const note = record({ text, position: record({ x: finite, y: finite }), size: fc.constant({ width: 10, height: 5 }), color: optional(text) });
  return fc.tuple(nodes, ends, fc.array(note, { maxLength: 2 }), unknown).map(([list, pairs, notes, extra]) => ({
    ...extra,
    nodes: list,
    wires: pairs.map(([from, to], index): Wire => ({
      id: `${prefix}w${index}`,
      from: { node: list[from % list.length]!.id, port: 'out' },
      to: { node: list[to % list.length]!.id, port: `in${index}` },
    })),
    notes: notes.map((item, index) => ({ ...item, id: `${prefix}note${index}` })),
  }));
}

const definitions: fc.Arbitrary<BlockDefinition[]> = fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 2 }).chain((numbers) =>
  fc.tuple(
    ...numbers.map((number) =>
      record<BlockDefinition>({
        id: fc.constant(`d${number}`),
        name: fc.constant(`block ${number}`),
        description: optional(text),
        inputs: fc.constant([{ name: 'in', kind: 'any' as const }]),
        outputs: fc.constant([]),
        parameters: fc.array(record({ name: fc.constant('width'), kind: fc.constant('json' as const), default: json }), { maxLength: 1 }),
        graph: graph(`d${number}`),
      }),
    ),
  ),
);

export const arbitraryDocument: fc.Arbitrary<LoomDocument> = record<LoomDocument>({
  format: fc.constant('layerloom' as const),
  version: fc.constant(FORMAT_VERSION),
  writer: fc.constant('0.1.0'),
  oldestReader: fc.constant(OLDEST_READER),
  name: fc.string({ minLength: 1, maxLength: 8 }),
  description: optional(text),
  graph: graph('t'),
  definitions,
  data: optional(
    record({
      source: fc.oneof(fc.constant({ kind: 'folder' as const, path: '../data' }), fc.constant({ kind: 'builtin' as const, name: 'digits', seed: 3 })),
      fingerprint: optional(text),
      split: optional(fc.constant({ seed: 1, validation: 0.1, test: 0.1 })),
      preprocessing: optional(fc.dictionary(key, fc.array(jsonObject, { maxLength: 2 }), { maxKeys: 2, noNullPrototype: true })),
      augmentation: optional(fc.array(jsonObject, { maxLength: 2 })),
    }),
  ),
  training: optional(
    record({
      epochs: fc.integer({ min: 1, max: 100 }),
      batchSize: fc.integer({ min: 1, max: 100 }),
      seed: fc.integer(),
      shuffle: fc.boolean(),
      program: fc.constant([{ name: 'all', losses: '*', tensors: '**', optimizer: { name: 'adam', learningRate: 0.001 }, every: 1 }]),
      schedule: optional(fc.constant({ name: 'cosine', warmup: 5 })),
      clip: optional(fc.constant({ norm: 1 })),
      earlyStopping: optional(fc.constant({ patience: 3, metric: 'validation loss', restoreBest: true })),
    }),
  ),
  live: optional(
    record({
      source: record({ kind: fc.constantFrom('camera' as const, 'video' as const, 'folder' as const, 'screen' as const), position: record({ x: finite, y: finite }) }),
      overlay: record({
        position: record({ x: finite, y: finite }),
        scoreAtLeast: optional(fc.double({ min: 0, max: 1, noNaN: true })),
        iou: optional(fc.constant(0.45)),
        opacity: optional(fc.constant(0.5)),
        labels: optional(fc.boolean()),
        mirror: optional(fc.boolean()),
      }),
    }),
  ),
});
