/** Losses without a column: what they add to the objective, alone and beside an Output, and which update sees them. */
import { describe, expect, it } from 'vitest';
import { Sketch, SGD, trainStep } from './small-network';

/** x·w, w = 2, judged to be 1 and to be 0, and compared with a column. */
function judged() {
  const sketch = new Sketch();
  const score = sketch.chain({ type: 'input', name: 'x', params: { shape: [1] } }, { type: 'dense', name: 'd', params: { units: 1, bias: false } });
  sketch.add({ type: 'constant-target', name: 'one', params: { value: 1 } }, score);
  sketch.add({ type: 'constant-target', name: 'near', params: { loss: 'mean-squared-error', value: 3, lossWeight: 0.5 } }, score);
  sketch.add({ type: 'output', name: 'y', params: { loss: 'mean-absolute-error' } }, score);
  return sketch.document();
}

const X = [1, -0.5];
const FEEDS = { 'd.weight': [2], x: X, 'y:target': [0, 0] };
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const softplus = (z: number) => Math.log1p(Math.exp(z));

describe('a constant target', () => {
  it('adds its share of the distance from its value', () => {
    const results = trainStep(judged(), 2, FEEDS);
    const [one, near, output] = [mean(X.map((x) => softplus(-2 * x))), mean(X.map((x) => (2 * x - 3) ** 2)), mean(X.map((x) => Math.abs(2 * x)))];
    expect(results['one:loss']![0]).toBeCloseTo(one, 6);
    expect(results['near:loss']![0]).toBeCloseTo(near, 6);
    expect(results[':objective']![0]).toBeCloseTo(one + 0.5 * near + output, 6);
  });

  it('pulls the weights its own way where an update names it alone', () => {
    const results = trainStep(judged(), 2, FEEDS, { update: { ...SGD, losses: 'one' } });
    expect(results['d.weight:gradient']![0]).toBeCloseTo(mean(X.map((x) => -x / (1 + Math.exp(2 * x)))), 6);
  });
});
