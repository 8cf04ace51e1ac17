/** Optimizers on curves and surfaces: the update of the training step, with a function in place of a network and its loss. */
import { fail } from '../core/diagnostic';
import { float32Tensor, type Tensor } from '../core/dtype';
import { BATCH } from '../core/shape';
import { differentiate } from '../compile/3-autodiff';
import { addUpdates } from '../compile/4-optimizer';
import { finish, type CompiledGraph } from '../compile/pipeline';
import { verify } from '../compile/verify';
import type { LabDescent, LabHeights, LabTrail } from '../labs/requests';
import { requireSurface } from '../labs/surfaces';
import { Builder } from '../ops/builder';
import { bindingName } from '../ops/graph';
import { learningRateOf, readOptimizer } from '../optimizers';
import type { Session } from './backend';
import { openSession } from './onnx-runtime';
import { ParameterStore } from './parameter-store';
import { loweringTarget } from './tuning';

export interface OpenDescent {
  readonly compiled: CompiledGraph;
  readonly session: Session;
}

const UPDATE = 'main';
const AXES = ['x', 'y'] as const;
const HEIGHT = { kind: 'objective' } as const;
/** Beyond so many widths of the picture a trail tells nothing more. */
const FAR = 20;

const open = async (compiled: CompiledGraph): Promise<OpenDescent> => ({ compiled, session: await openSession(compiled.onnx, { backend: 'cpu', threads: 1 }) });

/** One step of an optimizer; its settings but for the rate stand in the graph. */
export function openStep(name: string, optimizer: LabDescent['optimizer']): Promise<OpenDescent> {
  const surface = requireSurface(name);
  const builder = new Builder();
  const at = AXES.slice(0, surface.axes).map((key) => builder.input({ dtype: 'float32', shape: [1] }, { kind: 'tensor', key }));
  const height = builder.sum(surface.height(builder, at), [0]);
  builder.output(height, HEIGHT);
  const gradients = differentiate(builder, height, at);
  const tensors = at.map((parameter, index) => {
    const key = AXES[index]!;
    return { parameter, gradient: gradients[index]!, info: { key, name: key, node: key, trained: true, shape: [1], initializer: 'zeros', fanIn: 1, fanOut: 1, trainable: true, settings: {} } as const };
  });
  addUpdates(builder, tensors, { name: UPDATE, ...readOptimizer(optimizer) });
  const graph = builder.finish();
  verify(graph, '4-optimizer');
  return open(finish(graph, loweringTarget('cpu'), 'descent'));
}

/** The height alone, at any number of places. */
export function openHeights(name: string): Promise<OpenDescent> {
  const surface = requireSurface(name);
  const builder = new Builder();
  const at = AXES.slice(0, surface.axes).map((node) => builder.input({ dtype: 'float32', shape: [BATCH] }, { kind: 'feature', node }));
  builder.output(surface.height(builder, at), HEIGHT);
  return open(finish(builder.finish(), loweringTarget('cpu'), 'heights'));
}

export async function heightsAt({ session }: OpenDescent, { surface, at }: LabHeights): Promise<number[]> {
  checkAxes(surface, at.length);
  const feeds = new Map<string, Tensor>(at.map((values, axis) => [AXES[axis]!, float32Tensor([values.length], values)]));
  return Array.from((await session.run(feeds)).get(bindingName(HEIGHT))!.data as Float32Array);
}

export async function descend({ compiled, session }: OpenDescent, { surface: name, optimizer, start, steps }: LabDescent): Promise<LabTrail> {
  checkAxes(name, start.length);
  const surface = requireSurface(name);
  const { definition, settings } = readOptimizer(optimizer);
  const rate = learningRateOf(optimizer);
  const store = new ParameterStore(start.map((value, axis) => [AXES[axis]!, float32Tensor([1], [value])]));
  store.addMissing(compiled.inputs);
  const points: number[][] = [];
  const heights: number[] = [];
  for (let step = 1; ; step++) {
    const feeds = new Map<string, Tensor>();
    store.feed(compiled.inputs, feeds);
    const scalars = { learningRate: rate, ...definition.corrections?.(step, settings) };
    for (const [scalar, value] of Object.entries(scalars)) feeds.set(bindingName({ kind: 'scalar', name: `${UPDATE}.${scalar}` }), float32Tensor([], [value]));
    const here = start.map((_, axis) => store.get(AXES[axis]!).data[0]!);
    const results = await session.run(feeds, store.targets(compiled.outputs));
    const height = Number(results.get(bindingName(HEIGHT))!.data[0]);
    if (!Number.isFinite(height)) return { points, heights, hasLeft: true };
    points.push(here);
    heights.push(height);
    if (here.some((value, axis) => Math.abs(value) > FAR * (surface.to[axis]! - surface.from[axis]!))) return { points, heights, hasLeft: true };
    if (step > steps) return { points, heights, hasLeft: false };
    store.advance(compiled.outputs);
  }
}

function checkAxes(name: string, given: number): void {
  const { axes, title } = requireSurface(name);
  if (given !== axes) fail('lab-axes', `${title} has ${axes === 1 ? 'one axis' : 'two axes'}, and was given ${given}.`, { expected: `${axes}`, found: `${given}` });
}
