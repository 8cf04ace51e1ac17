import { describe, expect, it } from 'vitest';
import { expectClose } from './expect-close';
import { runLayer } from './run-layer';

const start = { running_mean: [1, 1], running_var: [2, 2] };

describe('batch normalization', () => {
  it('of a single vector, as a last batch may be, keeps everything finite', async () => {
    const { output, gradients, statistics } = await runLayer({ type: 'batch-norm', parameters: {}, inputs: [[1, 2]], mode: 'train' }, { in1: [3, 5], bias: [0.5, -1], ...start });
    expectClose(output.data, [0.5, -1], 'output');
    expectClose(gradients.get('in1')!.data, [0, 0], 'gradient');
    expectClose(statistics.get('running_mean')!.data, [1.2, 1.4], 'running mean');
    expectClose(statistics.get('running_var')!.data, [1.8, 1.8], 'running variance');
  });

  it('follows statistics over the run-time batch, whatever its size', async () => {
    const column = { type: 'batch-norm', parameters: { momentum: 1 }, mode: 'train' } as const;
    const two = await runLayer({ ...column, inputs: [[2, 1]] }, { in1: [1, 3] });
    expectClose(two.statistics.get('running_mean')!.data, [2], 'mean of two');
    expectClose(two.statistics.get('running_var')!.data, [2], 'variance of two, over n − 1');
    const three = await runLayer({ ...column, inputs: [[3, 1]] }, { in1: [1, 3, 8] });
    expectClose(three.statistics.get('running_mean')!.data, [4], 'mean of three');
    expectClose(three.statistics.get('running_var')!.data, [13], 'variance of three, over n − 1');
  });

  it('leaves its statistics alone while frozen', async () => {
    const { statistics } = await runLayer({ type: 'batch-norm', parameters: {}, inputs: [[3, 2]], mode: 'train', frozen: true });
    expect(statistics.size).toBe(0);
  });
});
