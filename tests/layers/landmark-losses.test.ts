import { describe, expect, it } from 'vitest';
import { differentiate } from '../../engine/compile/3-autodiff';
import { BATCH } from '../../engine/core/shape';
import type { JsonObject } from '../../engine/document/model';
import { Builder } from '../../engine/ops/builder';
import reference from '../reference/landmarks.json';
import { expectClose } from './expect-close';
import { layerNamed, parametersOf } from './lower-layer';
import { runGraph } from './run-graph';

interface Case {
  readonly type: string;
  readonly parameters: JsonObject;
  readonly size: readonly number[];
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly target: readonly number[];
}

async function runLoss({ type, parameters: given, size, shape, values, target }: Case) {
  const layer = layerNamed(type);
  const parameters = parametersOf(layer, given);
  const samples = [[3, ...size], shape.slice(1)];
  const role = layer.target!;
  const expected = role.target({ inputs: samples, parameters });
  const builder = new Builder();
  const picture = builder.input({ dtype: 'float32', shape: [BATCH, ...samples[0]!] }, { kind: 'feature', node: 'picture' });
  const x = builder.input({ dtype: 'float32', shape: [BATCH, ...samples[1]!] }, { kind: 'feature', node: 'x' });
  const wanted = builder.input({ dtype: expected.dtype, shape: [BATCH, ...expected.shape] }, { kind: 'target', node: 't' });
  const { loss } = role.loss({ builder, input: picture, inputs: [picture, x], target: wanted, parameters });
  expect(loss.shape).toEqual([BATCH]);
  const mean = builder.mean(loss, [0]);
  builder.output(mean, { kind: 'loss', node: 'loss' });
  builder.output(differentiate(builder, mean, [x])[0]!, { kind: 'gradient', key: 'x' });
  const lowered = layer.lower({ builder, inputs: [picture, x], parameters, mode: 'infer', frozen: false } as never)[0]!;
  builder.output(lowered, { kind: 'prediction', node: 'y' });
  const batch = shape[0]!;
  const results = await runGraph(builder.finish(), batch, (key) =>
    key === 'x' ? Float32Array.from(values) : key === 'picture' ? new Float32Array(batch * 3 * size[0]! * size[1]!) : Float32Array.from(target),
  );
  return { loss: results.get('loss:loss')!.data[0]!, gradient: results.get('x:gradient')!.data, prediction: results.get('y')!.data };
}

const cases = reference.cases as unknown as readonly (Case & { readonly loss: number; readonly gradient: readonly number[] })[];

describe('losses of points and their gradients equal those of PyTorch', () => {
  it.each(cases.map((one) => [`${one.type} ${JSON.stringify(one.parameters)}`, one] as const))('%s', async (_, one) => {
    const { loss, gradient } = await runLoss(one);
    expectClose([loss], [one.loss], 'loss', 1e-5);
    expectClose(gradient, one.gradient, 'gradient');
  });
});

describe('a heat map', () => {
  it('is read between its cells', async () => {
    // Two neighbours are equally warm in a map of 1×4 cells over 16 pixels, so the point lies on the border between them.
    const { prediction } = await runLoss({ type: 'heatmap-output', parameters: { sharpness: 50 }, size: [4, 16], shape: [1, 3, 1, 4], values: [0, 1, 1, 0, 0, 0.25, 0.25, 0, 0, 9, 9, 0], target: [8, 2, 0, 1] });
    expectClose(prediction, [8, 2, 4, 1 / (1 + Math.exp(-9))], 'prediction');
  });
});

describe('hidden points', () => {
  it('count nothing where the data does not know them', async () => {
    const one = { type: 'landmark-output', parameters: { hiddenWeight: 0, visibilityWeight: 0 }, size: [8, 8], shape: [1, 4], values: [0.3, -0.2, 0.1, 0] };
    expect((await runLoss({ ...one, target: [100, 100, 0, 0] })).loss).toBe(0);
    expect((await runLoss({ ...one, target: [100, 100, 0, 1] })).loss).toBeGreaterThan(10);
  });
});
