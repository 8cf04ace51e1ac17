import { describe, expect, it } from 'vitest';
import { layerGraph } from './layer-graph';
import { runLayer } from './run-layer';

describe('a step unit', () => {
  it('fires from its threshold on', async () => {
    const { output } = await runLayer({ type: 'step', parameters: { threshold: 1 }, inputs: [[3, 1]], mode: 'infer' }, { in1: [0.999, 1, 1.001] });
    expect(Array.from(output.data)).toEqual([0, 1, 1]);
  });

  it('without a surrogate has no gradient to give', () => {
    expect(() => layerGraph({ type: 'step', parameters: { surrogate: 'none' }, inputs: [[1, 1]], mode: 'train' })).toThrow('flat on both sides of its threshold');
  });
});
