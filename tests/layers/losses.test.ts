import { describe, expect, it } from 'vitest';
import { differentiate } from '../../engine/compile/3-autodiff';
import { BATCH } from '../../engine/core/shape';
import { LOSS_NAMES, LOSSES, type LossName } from '../../engine/losses';
import type { LossOptions } from '../../engine/losses/define-loss';
import { Builder } from '../../engine/ops/builder';
import reference from '../reference/losses.json';
import { expectClose } from './expect-close';
import { layerNamed, parametersOf } from './lower-layer';
import { runGraph } from './run-graph';

interface LossCase {
  readonly loss: LossName;
  readonly options: Partial<LossOptions>;
  readonly input: readonly number[];
  readonly values: readonly number[];
  readonly target: readonly number[];
}

interface ReferenceCase extends LossCase {
  readonly value: number;
  readonly gradient: readonly number[];
}

const DEFAULTS: LossOptions = { labelSmoothing: 0, classWeights: [], delta: 1, reduction: 'mean', focus: 2, diceShare: 0.5 };
const cases = reference.cases as unknown as readonly ReferenceCase[];

/** Mean over the batch as the compiler takes it, its gradient, and the prediction. */
async function runLoss({ loss: name, options, input: shape, values, target }: LossCase) {
  const loss = LOSSES[name];
  const sample = shape.slice(1);
  const type = loss.target(sample);
  if ('problem' in type) throw new Error(type.problem);
  const builder = new Builder();
  const input = builder.input({ dtype: 'float32', shape: [BATCH, ...sample] }, { kind: 'feature', node: 'x' });
  const wanted = builder.input({ dtype: type.dtype, shape: [BATCH, ...type.shape] }, { kind: 'target', node: 't' });
  const { loss: each, weight } = loss.loss({ builder, input, target: wanted, options: { ...DEFAULTS, ...options } });
  expect(each.shape).toEqual([BATCH]);
  const mean = weight ? builder.div(builder.sum(each, [0]), builder.sum(weight, [0])) : builder.mean(each, [0]);
  builder.output(mean, { kind: 'loss', node: 'loss' });
  builder.output(differentiate(builder, mean, [input])[0]!, { kind: 'gradient', key: 'x' });
  builder.output(loss.prediction(builder, input), { kind: 'prediction', node: 'y' });
  const results = await runGraph(builder.finish(), shape[0]!, (key) =>
    key === 'x' ? Float32Array.from(values) : type.dtype === 'int32' ? Int32Array.from(target) : Float32Array.from(target),
  );
  return { value: results.get('loss:loss')!.data[0]!, gradient: results.get('x:gradient')!.data, prediction: results.get('y')!.data };
}

describe('values and gradients equal those of PyTorch', () => {
  it.each(cases.map((one) => [`${one.loss} ${JSON.stringify(one.options)} on ${one.input.join('×')}`, one] as const))('%s', async (_, one) => {
    const { value, gradient } = await runLoss(one);
    expectClose([value], [one.value], 'loss', 1e-5);
    expectClose(gradient, one.gradient, 'gradient');
  });

  it('covers every loss', () => {
    expect(new Set(cases.map(({ loss }) => loss))).toEqual(new Set(LOSS_NAMES));
  });
});

describe('losses far from zero', () => {
  const far = { input: [2, 1], values: [90, -90], target: [0, 1], options: {} };

  it('binary cross-entropy from logits stays exact', async () => {
    const { value, gradient } = await runLoss({ loss: 'binary-cross-entropy', ...far });
    expect(value).toBeCloseTo(90, 4);
    expectClose(gradient, [0.5, -0.5], 'gradient');
  });

  it('binary cross-entropy from logits forgives nothing but rounding when all is right', async () => {
    const { value } = await runLoss({ loss: 'binary-cross-entropy', ...far, target: [1, 0] });
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(1e-6);
  });

  it('cross-entropy from logits stays exact', async () => {
    const { value } = await runLoss({ loss: 'cross-entropy', input: [1, 2], values: [200, 0], target: [1], options: {} });
    expect(value).toBeCloseTo(200, 3);
  });

  it.each(['binary-cross-entropy-probabilities', 'cross-entropy-probabilities'] as const)('%s of an impossible answer is finite', async (loss) => {
    const { value, gradient } = await runLoss({ loss, input: [1, 2], values: [0, 1], target: loss.startsWith('binary') ? [1, 0] : [0], options: {} });
    expect(value).toBeCloseTo(-Math.log(1e-7), 0);
    expect(Array.from(gradient).every(Number.isFinite)).toBe(true);
  });
});

describe('predictions', () => {
  it('from logits are probabilities', async () => {
    const one = { input: [1, 2], values: [0, Math.log(3)], options: {} };
    expectClose((await runLoss({ loss: 'cross-entropy', ...one, target: [0] })).prediction, [0.25, 0.75], 'softmax');
    expectClose((await runLoss({ loss: 'binary-cross-entropy', ...one, target: [0, 1] })).prediction, [0.5, 0.75], 'sigmoid');
  });

  it('of other losses are what reaches the Output', async () => {
    expectClose((await runLoss({ loss: 'huber', input: [1, 2], values: [-3, 4], target: [0, 0], options: {} })).prediction, [-3, 4], 'itself');
  });
});

describe('losses over pixels', () => {
  const certain = { input: [1, 2, 1, 2], values: [100, -100, -100, 100], options: {} };

  it.each(['pixel-cross-entropy', 'focal', 'cross-entropy-and-dice'] as const)('%s is 0 where every pixel is certainly right', async (loss) => {
    const { value, gradient } = await runLoss({ loss, ...certain, target: [0, 1] });
    expect(value).toBeCloseTo(0, 6);
    expectClose(gradient, [0, 0, 0, 0], 'gradient');
  });

  it.each(LOSS_NAMES.filter((name) => LOSSES[name].accepts.includes('mask')))('%s of a picture without a pixel that counts is finite and teaches nothing', async (loss) => {
    const values = loss.endsWith('probabilities') ? [0.2, 0.5, 0.8, 0.5] : [1, 2, 3, 4];
    const { value, gradient } = await runLoss({ loss, input: [1, 2, 1, 2], values, target: [-1, -1], options: {} });
    expect(value).toBeCloseTo(0, 6);
    expectClose(gradient, [0, 0, 0, 0], 'gradient');
  });

  it('focal counts an easy pixel less than cross-entropy does, and is cross-entropy without focus', async () => {
    const one = { input: [1, 2, 1, 1], values: [0, 2], target: [1] };
    const plain = await runLoss({ loss: 'pixel-cross-entropy', ...one, options: {} });
    expect((await runLoss({ loss: 'focal', ...one, options: { focus: 2 } })).value).toBeLessThan(plain.value / 20);
    expect((await runLoss({ loss: 'focal', ...one, options: { focus: 0 } })).value).toBeCloseTo(plain.value, 6);
  });

  it('answer probabilities over the classes of each pixel', async () => {
    const { prediction } = await runLoss({ loss: 'dice', input: [1, 2, 1, 2], values: [0, Math.log(3), 0, 0], target: [0, 1], options: {} });
    expectClose(prediction, [0.5, 0.75, 0.5, 0.25], 'softmax over classes');
  });
});

describe('an Output', () => {
  const output = layerNamed('output');
  const shapeOf = (given: Record<string, number | string | number[]>, shape: number[]) => output.shape({ inputs: [shape], parameters: parametersOf(output, given) });

  it('refuses class scores that are not a vector', () => {
    expect(() => shapeOf({}, [10, 4, 4])).toThrow('needs one score per class, a vector, but gets 10×4×4');
  });

  it('refuses class weights of another number', () => {
    expect(() => shapeOf({ classWeights: [1, 2] }, [3])).toThrow('has 2 class weights for 3 classes');
  });

  it('asks two class weights for a yes or no per pixel', () => {
    expect(shapeOf({ loss: 'dice', classWeights: [1, 2] }, [1, 4, 4])).toEqual([[1, 4, 4]]);
    expect(() => shapeOf({ loss: 'dice', classWeights: [1] }, [1, 4, 4])).toThrow('has 1 class weights for 2 classes');
  });

  it('refuses a vector where a mask is to be answered', () => {
    expect(() => shapeOf({ loss: 'pixel-cross-entropy' }, [10])).toThrow('needs one score per class for every pixel, but gets 10');
  });

  it('lets class weights stand while a loss that does not read them is chosen', () => {
    expect(shapeOf({ loss: 'huber', classWeights: [1, 2] }, [3])).toEqual([[3]]);
  });

  it('has a parameter for every option of a loss', () => {
    const options = new Set(LOSS_NAMES.flatMap((name) => LOSSES[name].options));
    for (const option of options) expect(output.parameters).toHaveProperty(option);
  });
});
