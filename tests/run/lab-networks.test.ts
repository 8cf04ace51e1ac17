/** The networks of playgrounds on the engine, against the worked examples of the course. */
import { describe, expect, it } from 'vitest';
import { benchNetwork, EDGE_WEIGHTS, edgeNetwork, gradientDirection, gradientMagnitude, KERNELS } from '../../engine/labs/kernels';
import { curveNetwork, curvePoints, earlyStop, FEW_POINTS, MANY_POINTS, PATIENCE } from '../../engine/labs/remedies';
import { softmaxNetwork } from '../../engine/labs/softmax-network';
import { Labs } from '../../engine/run/labs';
import fixtures from '../fixtures/course-examples.json';

const labs = new Labs();
let version = 0;
const network = (document: ReturnType<typeof edgeNetwork>) => ({ document, version: `${++version}` });

describe('the convolution bench', () => {
  it('has the kernels of the course', () => {
    for (const name of ['roberts', 'prewitt', 'sobel'] as const) expect(KERNELS.find((kernel) => kernel.name === name)!.kernels).toEqual(fixtures.edge_operators[name]);
  });

  it('slides a kernel and pools', async () => {
    const picture = fixtures.pool_4x4_k2_s2.input.flat();
    const sobel = KERNELS.find(({ name }) => name === 'sobel')!.kernels;
    const answer = await labs.answer({ document: network(benchNetwork(4, 2, 3, 2)), inputs: { picture }, tensors: { 'conv.weight': sobel.flat(2) } });
    expect(answer['max:out']!.values).toEqual(fixtures.pool_4x4_k2_s2.max.flat());
    expect(answer['min:out']!.values).toEqual(fixtures.pool_4x4_k2_s2.min.flat());
    expect(answer['avg:out']!.values).toEqual(fixtures.pool_4x4_k2_s2.average.flat());
    const at = (filter: number, row: number, column: number): number => {
      let sum = 0;
      for (let y = 0; y < 3; y++) for (let x = 0; x < 3; x++) sum += sobel[filter]![y]![x]! * picture[(row + y) * 4 + column + x]!;
      return sum;
    };
    const expected = [0, 1].flatMap((filter) => [at(filter, 0, 0), at(filter, 0, 1), at(filter, 1, 0), at(filter, 1, 1)]);
    answer['conv:out']!.values.forEach((value, cell) => expect(value).toBeCloseTo(expected[cell]!, 5));
  });

  it('finds an edge of one dimension where the first difference peaks and the second crosses zero', async () => {
    const row = [0, 0, 0, 1, 4, 5, 5, 5];
    const answer = await labs.answer({ document: network(edgeNetwork(8)), inputs: { row }, tensors: EDGE_WEIGHTS });
    expect(answer['first:out']!.values).toEqual([0, 0, 1, 3, 1, 0, 0]);
    expect(answer['second:out']!.values).toEqual([0, 1, 2, -2, -1, 0]);
  });

  it('gives the gradient its length and direction', () => {
    expect(gradientMagnitude([3, 0], [4, -2])).toEqual([5, 2]);
    expect(gradientDirection([1, 0, -1], [0, 1, 0])).toEqual([0, Math.PI / 2, Math.PI]);
  });
});

it('softmax turns scores into probabilities', async () => {
  const scores = [2, 1, 0.1];
  const answer = await labs.answer({ document: network(softmaxNetwork(3)), inputs: { scores } });
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  answer['softmax:out']!.values.forEach((value, index) => expect(value).toBeCloseTo(Math.exp(scores[index]!) / total, 6));
});

describe('overfitting', () => {
  const train = async (remedies: { dropout: number; decay: number }, points: number) => {
    const { train: own, held } = curvePoints(points, 1);
    const rows = { inputs: { x: own.x }, targets: { y: own.y } };
    return labs.train({ document: network(curveNetwork(remedies, 1)), rows, held: { inputs: { x: held.x }, targets: { y: held.y } }, steps: 1500 });
  };

  it('happens with few points, and each remedy lessens it', async () => {
    const plain = await train({ dropout: 0, decay: 0 }, FEW_POINTS);
    expect(plain.loss).toBeLessThan(0.01);
    expect(plain.heldLoss).toBeGreaterThan(5 * plain.loss);
    const others = [await train({ dropout: 0, decay: 0.02 }, FEW_POINTS), await train({ dropout: 0.3, decay: 0 }, FEW_POINTS), await train({ dropout: 0, decay: 0 }, MANY_POINTS)];
    for (const { heldLoss } of others) expect(heldLoss).toBeLessThan(plain.heldLoss!);
  });

  it('is stopped early after looks without improvement', () => {
    const losses = [3, 1, ...Array.from({ length: PATIENCE }, () => 2)];
    expect(earlyStop(losses.slice(0, -1))).toEqual({ best: 1, isOver: false });
    expect(earlyStop(losses)).toEqual({ best: 1, isOver: true });
  });
});
