import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYER_TYPES, type LayerType } from '../../engine/layers';
import { fittingCase } from './arbitrary-case';
import { gradientOf, layerGraph, OUTPUT, type LayerCase } from './layer-graph';
import { layerNamed, parametersOf } from './lower-layer';
import { feedsFor, interpretGraph } from './run-layer';

/** Windows of layers that enlarge say how many pixels are seen, not which. */
const ENLARGING: readonly LayerType[] = ['conv-transpose2d', 'upsample2d'];

/** First and last place along each spatial axis that a picture is not zero at; undefined where it is zero everywhere. */
function extent(shape: readonly number[], data: ArrayLike<number>): (readonly [number, number])[] | undefined {
  const [height, width] = [shape[2]!, shape[3]!];
  const places = Array.from(data).flatMap((value, index) => (value === 0 ? [] : [[Math.floor(index / width) % height, index % width]]));
  if (places.length === 0) return undefined;
  return [0, 1].map((axis) => [Math.min(...places.map((place) => place[axis]!)), Math.max(...places.map((place) => place[axis]!))]);
}

/** Asks the gradient which pixels the value at one output position depends on. */
function checkWindow(one: LayerCase, fraction: number): void {
  const layer = layerNamed(one.type);
  const parameters = parametersOf(layer, one.parameters);
  const inputs = one.inputs.map((shape) => shape.slice(1));
  const window = layer.window?.({ inputs, parameters });
  if (!window || inputs[0]!.length !== 3) return;
  const { graph } = layerGraph(one);
  const feeds = feedsFor(graph, one);
  const target = feeds[`${OUTPUT}:target`]!;
  const [height, width] = [target.shape[2]!, target.shape[3]!];
  const position = [Math.floor(fraction * height), Math.floor(fraction * width)];
  const chosen = target.data.map((_, index) => (Math.floor(index / width) % height === position[0] && index % width === position[1] ? 1 : 0));
  const gradient = interpretGraph(graph, { ...feeds, [`${OUTPUT}:target`]: { shape: target.shape, data: chosen } }).get(gradientOf('in1'))!;
  extent(gradient.shape, gradient.data)?.forEach(([first, last], axis) => {
    const reach = window.dilation[axis]! * (window.kernel[axis]! - 1) + 1;
    expect(last - first + 1).toBeLessThanOrEqual(reach);
    if (ENLARGING.includes(one.type as LayerType)) return;
    const start = position[axis]! * window.stride[axis]! - window.padding[axis]!;
    expect(first).toBeGreaterThanOrEqual(start);
    expect(last).toBeLessThan(start + reach);
  });
}

/** Milliseconds: a busy machine may take long over the larger cases. */
const PATIENCE = 60_000;

describe('what an output position depends on lies under its window', () => {
  it.each(LAYER_TYPES.filter((type) => layerNamed(type).window))('%s', (type) => {
    const middle = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(fc.property(fittingCase(type), middle, checkWindow), { numRuns: 60, seed: 4 });
  }, PATIENCE);
});
