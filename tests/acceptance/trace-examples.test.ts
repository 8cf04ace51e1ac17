/** Every number of every worked example, walked by trace: forward, backward and update, against float64 references. */
import { afterAll, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../engine/examples';
import numbers from '../../engine/examples/course-numbers.json';
import type { Walk } from '../../engine/examples/example';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { Traces } from '../../engine/run/trace';
import { formulaProblem } from '../explain/latex-parser';
import fixture from '../fixtures/course-examples.json';

const TOLERANCE = 1e-6;
const traces = new Traces();
afterAll(() => traces.close());

function requestFor(document: LoomDocument, version: string, { mode, samples, masks, step }: Walk) {
  return {
    from: { document, version },
    mode,
    samples: samples.map((sample) => ({ kind: 'given' as const, ...sample })),
    ...(masks && { masks }),
    ...(step !== undefined && { step }),
  };
}

it('the examples hold the numbers of the course', () => {
  for (const [key, value] of Object.entries(numbers)) expect(value, key).toEqual(fixture[key as keyof typeof fixture]);
  expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
});

describe.each(EXAMPLES.filter(({ walks }) => walks.length > 0))('$id', ({ id, document, walks }) => {
  it.each(walks)('$title', async (walk) => {
    const trace = await traces.trace({ ...requestFor(document(), `${id} ${walk.title}`, walk), most: 1000, formulas: true });
    for (const { value, numbers: expected } of walk.expected) {
      const found = trace.values.find(({ name }) => name === (trace.aliases[value] ?? value));
      expect(found, `${value} is one of ${trace.values.map(({ name }) => name).join(', ')}`).toBeDefined();
      expect(found!.count, value).toBe(expected.length);
      expected.forEach((number, index) => {
        if (number === null) return;
        const off = Math.abs(found!.data[index]! - number);
        expect(off, `${value}[${index}] is ${found!.data[index]}, not ${number}`).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(number)));
      });
    }
    for (const { name, formula } of trace.values) {
      if (!formula) continue;
      expect(Math.abs(formula.computed - formula.result), `${name} = ${formula.text.symbols}`).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(formula.result)));
      expect(formulaProblem(formula.latex), name).toBeUndefined();
    }
  });
});

it.each(EXAMPLES.filter(({ sizes }) => sizes))('$id', ({ document, sizes = [] }) => {
  const network = inferNetwork(document());
  for (const { box, shape, parameters, macs, activations } of sizes) {
    const found = network.nodes.find(({ flat }) => flat.path === box)!.sizes!;
    if (shape) expect(found.outputs[0], box).toEqual(shape);
    if (parameters !== undefined) expect(found.parameters, box).toBe(parameters);
    if (macs !== undefined) expect(found.macs, box).toBe(macs);
    if (activations !== undefined) expect(found.activations, box).toBe(activations);
  }
});
