/** What playgrounds are told, against arithmetic by hand and against the training of a run. */
import { describe, expect, it } from 'vitest';
import { boundaryNetwork } from '../../engine/labs/boundary-network';
import { drawPoints, gridInputs } from '../../engine/labs/points';
import { SURFACES } from '../../engine/labs/surfaces';
import { Labs } from '../../engine/run/labs';

const labs = new Labs();
const settings = { hidden: [8, 8], activation: 'tanh', optimizer: 'adam', rate: 0.03, batchSize: 16, seed: 3 } as const;
const points = drawPoints('circles', 80, 0.03, 1);
const rows = { inputs: { point: points.flatMap(({ x, y }) => [x, y]) }, targets: { output: points.map(({ label }) => label) } };
const document = { document: boundaryNetwork(settings), version: 'circles' };

describe('a training in pieces', () => {
  it('is the training in one, and learns', async () => {
    const whole = await labs.train({ document, rows, steps: 200, ask: { point: gridInputs(8, 1) } });
    const first = await labs.train({ document, rows, steps: 77 });
    const rest = await labs.train({ document, rows, steps: 123, state: JSON.parse(JSON.stringify(first.state)), held: rows });
    expect(rest.state).toEqual(whole.state);
    expect([...first.losses, ...rest.losses]).toEqual(whole.losses);
    expect(rest.heldLoss).toBe(rest.loss);
    expect(whole.loss).toBeLessThan(0.1);
    const answers = whole.answers!['output']!;
    expect(answers).toHaveLength(64);
    // The middle belongs to the inner circle, the corner to the outer one.
    expect(answers[8 * 4 + 4]).toBeLessThan(0.5);
    expect(answers[0]).toBeGreaterThan(0.5);
  });

  it('tells what does not fit in a sentence', async () => {
    await expect(labs.train({ document, rows: { ...rows, inputs: { point: [1] } }, steps: 1 })).rejects.toThrow('The Input “point” takes 2 values per row, and was given 1.');
    await expect(labs.train({ document, rows, steps: 1, state: { step: 1, tensors: {} } })).rejects.toThrow('Go back to the start.');
  });

  it('stops at a loss that is no number', async () => {
    const wild = { document: boundaryNetwork({ ...settings, optimizer: 'sgd', activation: 'relu', rate: 1e30 }), version: 'wild' };
    await expect(labs.train({ document: wild, rows, steps: 50 })).rejects.toThrow('Choose a smaller learning rate');
  });
});

describe('a descent', () => {
  it('goes by the slope, step by step', async () => {
    const { points: trail, heights } = await labs.descend({ surface: 'parabola', optimizer: { name: 'sgd', learningRate: 0.25 }, start: [-4], steps: 3 });
    // x ← x − 0.25 · 2x halves x.
    expect(trail).toEqual([[-4], [-2], [-1], [-0.5]]);
    expect(heights).toEqual([16, 4, 1, 0.25]);
  });

  it('keeps the speed of momentum and ends where it has left the picture', async () => {
    const { points: trail } = await labs.descend({ surface: 'bowl', optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.5 }, start: [10, 1], steps: 2 });
    // g = (1, 2), v = g; then g = (0.99, 1.6), v = 0.5 v + g.
    expect(trail[1]![0]).toBeCloseTo(9.9, 5);
    expect(trail[1]![1]).toBeCloseTo(0.8, 5);
    expect(trail[2]![0]).toBeCloseTo(9.9 - 0.1 * 1.49, 5);
    expect(trail[2]![1]).toBeCloseTo(0.8 - 0.1 * 2.6, 5);
    const wild = await labs.descend({ surface: 'parabola', optimizer: { name: 'sgd', learningRate: 1.5 }, start: [1], steps: 500 });
    expect(wild.hasLeft).toBe(true);
    expect(wild.points.length).toBeLessThan(20);
  });

  it.each(SURFACES.map(({ name }) => name))('has on %s the slope that its heights have', async (name) => {
    const surface = SURFACES.find((one) => one.name === name)!;
    const rate = 1e-3;
    const { points: trail } = await labs.descend({ surface: name, optimizer: { name: 'sgd', learningRate: rate }, start: surface.start, steps: 1 });
    const slope = (axis: number) => (surface.start[axis]! - trail[1]![axis]!) / rate;
    const step = 0.01;
    for (let axis = 0; axis < surface.axes; axis++) {
      const [above, below] = await labs.heights({ surface: name, at: surface.start.map((value, index) => (index === axis ? [value + step, value - step] : [value, value])) });
      const expected = (above! - below!) / (2 * step);
      expect(Math.abs(slope(axis) - expected)).toBeLessThan(0.02 * Math.max(1, Math.abs(expected)));
    }
  });
});
