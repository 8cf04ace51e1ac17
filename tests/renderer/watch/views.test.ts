/** From looks to rows, charts, wires and signs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inferNetwork } from '../../../engine/infer/infer-network';
import { BINS, describeValues } from '../../../engine/run/watch/distribution';
import { graphAt } from '../../../engine/document/edits';
import { requireTemplate } from '../../../engine/templates';
import { gradientStep, gradientWidth, normText, SCALE_STEPS } from '../../../renderer/canvas/gradient-scale';
import { NetworkIndex } from '../../../renderer/network/facts';
import { wireOrigin } from '../../../renderer/network/wire-origin';
import { findingsByBox } from '../../../renderer/training/tensors/findings-by-box';
import { layerRows, sortRows } from '../../../renderer/training/tensors/layer-rows';
import { timeHistogram } from '../../../renderer/training/tensors/time-histogram';
import { withRecords } from '../../../renderer/training/tensors/watch-store';
import { port, record, tensor } from './records';

describe('the scale of gradient norms', () => {
  it('has two steps to a factor of ten from 1e-6 to 10, and ends there', () => {
    expect([0, 1e-9, 1e-6, 2e-6, 4e-6, 1, 9, 1e4].map(gradientStep)).toEqual([0, 0, 0, 0, 1, 12, 13, 13]);
    expect(gradientWidth(0)).toBeLessThan(gradientWidth(SCALE_STEPS - 1));
    expect([0, 0.0032].map(normText)).toEqual(['0', '3.2e-3']);
  });

  it.each([['light', '#f7f8fa'], ['dark', '#12151b']])('stands out from the canvas at every step (%s)', (theme, canvas) => {
    const css = readFileSync(new URL('../../../renderer/canvas/gradient-scale.css', import.meta.url), 'utf8');
    const block = css.slice(css.indexOf(`[data-theme='${theme}']`)).split('}')[0]!;
    const colors = [...block.matchAll(/--gradient-\d+: (#[0-9a-f]{6})/g)].map(([, color]) => color!);
    expect(colors).toHaveLength(SCALE_STEPS);
    for (const color of colors) expect(contrast(color, canvas), color).toBeGreaterThanOrEqual(3);
  });
});

describe('where the values of a wire come from', () => {
  const template = requireTemplate('resnet-small');
  const document = template.build(template.size);
  const index = new NetworkIndex(inferNetwork(document));

  it('is a port of a layer for every wire, through closed and open blocks', () => {
    const watched = new Set(index.network.nodes.flatMap(({ flat, definition }) => definition?.outputs.map(({ name }) => `${flat.path}:${name}`) ?? []));
    const places = [[], ...index.network.graph.blocks.map(({ instancePath }) => instancePath)];
    const definitionOf = (id: string) => [document.graph, ...document.definitions.map(({ graph }) => graph)].flatMap(({ nodes }) => nodes).find((node) => node.id === id)!.block!.definition;
    for (const place of places) {
      const graph = graphAt(document, place.length === 0 ? undefined : definitionOf(place.at(-1)!));
      for (const { from } of graph.wires) expect(watched).toContain(wireOrigin(graph, place, from, index));
    }
  });

  it('puts a sign on the closed block around a layer', () => {
    const inner = index.network.nodes.find(({ flat }) => flat.instancePath.length > 0)!.flat;
    const finding = { kind: 'dead', nodes: [inner.path], text: '', remedy: '' } as const;
    expect([...findingsByBox([finding], [], index).keys()]).toEqual([inner.instancePath[0]]);
    expect([...findingsByBox([finding], inner.instancePath, index).keys()]).toEqual([inner.node.id]);
    expect(findingsByBox([finding], ['elsewhere'], index).size).toBe(0);
  });
});

describe('the rows of the layers', () => {
  const first = record({ step: 0, ports: [port('a', 0.1)] });
  const last = record({
    ports: [port('a', 0.2), port('b', 0.01, { activation: { ...describeValues(Float32Array.of(0, 0, 1)) }, units: { count: 4, dead: 1 } }), port('c', undefined)],
    tensors: [tensor('a', { key: 'a.bias', axes: 1 }), tensor('a')],
  });
  const rows = layerRows([first, last], []);

  it('tell of weights rather than biases, and of the way so far', () => {
    expect(rows[0]).toMatchObject({ path: 'a', norm: 0.2, norms: [0.1, 0.2] });
    expect(rows[0]!.weights!.key).toBe('a.weight');
    expect(rows[1]).toMatchObject({ weights: undefined, norms: [NaN, 0.01] });
  });

  it('come in an order that shows what needs a look', () => {
    const paths = (sort: Parameters<typeof sortRows>[1]) => sortRows(rows, sort).map(({ path }) => path);
    expect(paths('layer')).toEqual(['a', 'b', 'c']);
    expect(paths('norm')).toEqual(['b', 'a', 'c']);
    expect(paths('zeros')).toEqual(['b', 'a', 'c']);
    expect(paths('dead')).toEqual(['b', 'a', 'c']);
  });
});

describe('a histogram over time', () => {
  it('deals every value out to rows that all columns share', () => {
    const narrow = describeValues(Float32Array.from({ length: 1000 }, (_, index) => index / 1000));
    const wide = describeValues(Float32Array.from({ length: 1000 }, (_, index) => (index - 500) / 250));
    const found = timeHistogram([narrow, undefined, wide], 50)!;
    expect([found.low, found.high]).toEqual([-2, 1.996]);
    const total = (column: Float64Array) => column.reduce((sum, share) => sum + share, 0);
    expect(total(found.columns[0]!)).toBeCloseTo(1, 6);
    expect(total(found.columns[2]!)).toBeCloseTo(1, 6);
    expect(found.columns[1]).toHaveLength(0);
    // Nothing below zero in the narrow one.
    expect(total(found.columns[0]!.slice(0, 24))).toBe(0);
  });

  it('shows values that are all the same as a line, and nothing as nothing', () => {
    const same = timeHistogram([describeValues(Float32Array.of(3, 3))], 10)!;
    expect([same.low, same.high]).toEqual([0, 6]);
    expect(Math.max(...same.columns[0]!)).toBe(1);
    expect(timeHistogram([undefined], 10)).toBeUndefined();
    expect(BINS).toBeGreaterThan(10);
  });
});

describe('looks that come in', () => {
  it('stand in order once each, thinned out when there are many', () => {
    const steps = (records: readonly { readonly step: number }[]) => records.map(({ step }) => step);
    expect(steps(withRecords([record({ step: 0 }), record({ step: 9 })], [record({ step: 4 }), record({ step: 9, loss: 2 })]))).toEqual([0, 4, 9]);
    const many = Array.from({ length: 300 }, (_, step) => record({ step }));
    const kept = steps(withRecords([], many));
    expect(kept.length).toBeLessThan(160);
    expect([kept[0], kept.at(-1)]).toEqual([0, 299]);
  });
});

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
