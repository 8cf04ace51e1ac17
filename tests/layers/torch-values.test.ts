import { describe, expect, it } from 'vitest';
import { LAYER_TYPES } from '../../engine/layers';
import reference from '../reference/layers.json';
import { expectClose } from './expect-close';
import type { LayerCase } from './layer-graph';
import { runLayer } from './run-layer';

interface ReferenceCase extends LayerCase {
  readonly shape: readonly number[];
  readonly output: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
  readonly statistics: Readonly<Record<string, readonly number[]>>;
}

const cases = reference.cases as unknown as readonly ReferenceCase[];

describe('values and gradients equal those of PyTorch', () => {
  it.each(cases.map((one) => [`${one.type} ${JSON.stringify(one.parameters)} on ${one.inputs.map((shape) => shape.join('×')).join(', ')} (${one.frozen ? 'frozen' : one.mode})`, one] as const))('%s', async (_, one) => {
    const { output, gradients, statistics } = await runLayer(one);
    expect(output.shape).toEqual(one.shape);
    expectClose(output.data, one.output, 'output');
    expect([...gradients.keys()].sort()).toEqual(Object.keys(one.gradients).sort());
    for (const [name, values] of Object.entries(one.gradients)) expectClose(gradients.get(name)!.data, values, `gradient of ${name}`);
    expect([...statistics.keys()].sort()).toEqual(Object.keys(one.statistics).sort());
    for (const [name, values] of Object.entries(one.statistics)) expectClose(statistics.get(name)!.data, values, name);
  });

  // A selective search runs before the graph: tests/vision/selective-search.test.ts.
  it('covers every layer that computes something', () => {
    const covered = new Set(cases.map(({ type }) => type));
    // The terms and answers of heads over maps are held against PyTorch in tests/detection and tests/export, layer by layer.
    const isHead = (type: string) => /^(yolo-v\d|ssd)-head$/.test(type);
    expect(LAYER_TYPES.filter((type) => !covered.has(type) && !isHead(type))).toEqual(['input', 'output', 'constant-target', 'selective-search']);
  });
});
