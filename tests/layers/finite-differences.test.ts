import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYER_TYPES } from '../../engine/layers';
import type { NdArray } from '../interpreter/nd-array';
import { fittingCase } from './arbitrary-case';
import { gradientOf, layerGraph, type LayerCase } from './layer-graph';
import { referenceValues } from './reference-values';
import { feedsFor, interpretGraph } from './run-layer';

const STEP = 1e-5;
/** Input is the data itself, an Output stands before a loss; the gradients of Step, StopGradient and the choice of regions are no derivatives, on purpose. */
const WITHOUT = ['input', 'output', 'constant-target', 'step', 'stop-gradient', 'region-proposals'];

/** Moves every value off the corners of piecewise functions, which lie on multiples of the reference values' spacing. */
function offCorners(feeds: Record<string, NdArray>): Record<string, NdArray> {
  const moved = Object.entries(feeds).map(([name, { shape, data }], index) => [name, name.startsWith('mask:') ? { shape, data } : { shape, data: data.map((value) => value + 0.00021 * (index + 1)) }]);
  return Object.fromEntries(moved) as Record<string, NdArray>;
}

/** Compares each gradient with a central difference along one random direction. */
function checkGradients(one: LayerCase): void {
  const { graph, wanted } = layerGraph(one);
  const forward = layerGraph(one, { gradients: false }).graph;
  const feeds = offCorners(feedsFor(graph, one));
  const results = interpretGraph(graph, feeds);
  for (const [index, name] of wanted.entries()) {
    const { shape, data } = feeds[name]!;
    const direction = referenceValues(shape, 90 + index, 1);
    const objectiveAt = (distance: number) => {
      const moved = { shape, data: data.map((value, at) => value + distance * direction[at]!) };
      return interpretGraph(forward, { ...feeds, [name]: moved }).get(':objective')!.data[0]!;
    };
    const difference = (objectiveAt(STEP) - objectiveAt(-STEP)) / (2 * STEP);
    const gradient = results.get(gradientOf(name));
    const slope = gradient ? gradient.data.reduce((sum, value, at) => sum + value * direction[at]!, 0) : 0;
    expect(Math.abs(slope - difference), `${name}: gradient ${slope}, difference ${difference}`).toBeLessThan(1e-5 * (1 + Math.abs(difference)));
  }
}

/** Milliseconds: a busy machine may take long over the larger cases. */
const PATIENCE = 60_000;

describe('gradients equal finite differences in double precision', () => {
  it.each(LAYER_TYPES.filter((type) => !WITHOUT.includes(type)))('%s', (type) => {
    fc.assert(fc.property(fittingCase(type), checkGradients), { numRuns: 25, seed: 1 });
  }, PATIENCE);
});
