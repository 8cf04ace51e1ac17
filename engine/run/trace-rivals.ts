/**
 * One weight's gradients, update by update, and what each of several optimizers makes of exactly those: their moments,
 * corrections, steps. The updates are those of the training step (`addUpdates`), with the gradient as it was traced.
 */
import { fail } from '../core/diagnostic';
import { float32Tensor, type Tensor } from '../core/dtype';
import { addUpdates } from '../compile/4-optimizer';
import { finish, type CompiledGraph } from '../compile/pipeline';
import { verify } from '../compile/verify';
import type { NamedSettings } from '../document/model';
import { indexOf, type Position } from '../explain/position';
import type { ValueEntry } from '../explain/traced-values';
import { Builder } from '../ops/builder';
import { bindingName } from '../ops/graph';
import { learningRateOf, readOptimizer } from '../optimizers';
import { openSession } from './onnx-runtime';
import { ParameterStore } from './parameter-store';
import { historyOf } from './trace-history';
import type { TraceRun } from './trace-run';
import { loweringTarget } from './tuning';

/** What one update does with one weight. */
export interface RivalUpdate {
  readonly gradient: number;
  /** What the optimizer keeps, after the update: `mean`, `square`, `velocity`. */
  readonly slots: Readonly<Record<string, number>>;
  /** By what the moments are multiplied for having started at zero: `first`, `second`. */
  readonly corrections: Readonly<Record<string, number>>;
  /** What is added to the weight. */
  readonly change: number;
  readonly weight: number;
}

export interface Rival {
  readonly optimizer: NamedSettings;
  readonly rate: number;
  readonly updates: readonly RivalUpdate[];
}

export interface Rivals {
  /** The update of the first row, from 1. */
  readonly first: number;
  /** Before the first update of all. */
  readonly start: number;
  readonly rivals: readonly Rival[];
}

const NAME = 'rival';
const KEY = 'weight';
const GRADIENT = 'gradient';
/** So many updates are told of, up to the one that is shown. */
const MOST_ROWS = 64;

/** Throws LoomError where the weight is not trained, or an optimizer is unknown. */
export async function rivalsOf(run: TraceRun, { traced: { name } }: ValueEntry, position: Position, optimizers: readonly NamedSettings[]): Promise<Rivals> {
  const tensorwise = optimizers.map((chosen) => readOptimizer(chosen).definition).find(({ isTensorwise }) => isTensorwise);
  if (tensorwise) return fail('not-one-weight', `${tensorwise.title} works out the step of a weight from all weights of its tensor, so it cannot be followed on one.`, { found: tensorwise.name, remedy: 'Choose another optimizer in the training settings, or trace the update.' });
  const gradient = run.graphs.values.find(`${name}.grad`);
  const weight = run.subject.weights.get(name);
  if (!gradient || !weight || !run.graphs.values.find(`${name}.next`)) return fail('not-trained', `“${name}” is not changed by this update.`, { found: name, remedy: 'Choose an element of a weight that is trained.' });
  const { watches } = await historyOf(run, [{ entry: gradient, position }], Infinity);
  const gradients = watches[0] as readonly number[];
  const start = weight.data[indexOf(weight.shape, position)]!;
  const first = Math.max(1, gradients.length - MOST_ROWS + 1);
  const rivals: Rival[] = [];
  for (const optimizer of optimizers) rivals.push({ optimizer, rate: learningRateOf(optimizer), updates: (await updatesOf(optimizer, start, gradients)).slice(first - 1) });
  return { first, start, rivals };
}

async function updatesOf(optimizer: NamedSettings, start: number, gradients: readonly number[]): Promise<RivalUpdate[]> {
  const compiled = compileUpdate(optimizer);
  const { definition, settings } = readOptimizer(optimizer);
  const rate = learningRateOf(optimizer);
  const store = new ParameterStore([[KEY, float32Tensor([1], [start])]]);
  store.addMissing(compiled.inputs);
  const session = await openSession(compiled.onnx, { backend: 'cpu', threads: 1 });
  const updates: RivalUpdate[] = [];
  try {
    for (const [index, gradient] of gradients.entries()) {
      const corrections = definition.corrections?.(index + 1, settings) ?? {};
      const feeds = new Map<string, Tensor>([[bindingName({ kind: 'feature', node: GRADIENT }), float32Tensor([1], [gradient])]]);
      for (const [scalar, value] of Object.entries({ learningRate: rate, ...corrections })) feeds.set(bindingName({ kind: 'scalar', name: `${NAME}.${scalar}` }), float32Tensor([], [value]));
      store.feed(compiled.inputs, feeds);
      const before = store.get(KEY).data[0]!;
      await session.run(feeds, store.targets(compiled.outputs));
      store.advance(compiled.outputs);
      const weight = store.get(KEY).data[0]!;
      const slots = Object.fromEntries(definition.slots([1]).map((slot) => [slot, store.get(bindingName({ kind: 'slot', key: KEY, slot: `${NAME}.${slot}` })).data[0]!]));
      updates.push({ gradient, slots, corrections, change: weight - before, weight });
    }
  } finally {
    await session.close();
  }
  return updates;
}

function compileUpdate(optimizer: NamedSettings): CompiledGraph {
  const builder = new Builder();
  const gradient = builder.input({ dtype: 'float32', shape: [1] }, { kind: 'feature', node: GRADIENT });
  const parameter = builder.input({ dtype: 'float32', shape: [1] }, { kind: 'tensor', key: KEY });
  const info = { key: KEY, name: KEY, node: KEY, trained: true, shape: [1], initializer: 'zeros', fanIn: 1, fanOut: 1, trainable: true, settings: {} } as const;
  addUpdates(builder, [{ info, parameter, gradient }], { name: NAME, ...readOptimizer(optimizer) });
  const graph = builder.finish();
  verify(graph, '4-optimizer');
  return finish(graph, loweringTarget('cpu'), 'rival');
}
