/** Formulas that are written before anybody asks for them: one of every op, once, and nothing is changed by it. */
import { expect, it } from 'vitest';
import { Traces, type TraceRequest } from '../../engine/run/trace';
import { requireTemplate } from '../../engine/templates';

it('every op of a convolutional network is practised once in a process', async () => {
  const document = requireTemplate('lenet5').build({ input: [1, 28, 28], classes: 10 });
  const image = Array.from({ length: 28 * 28 }, (_, pixel) => (pixel % 5) / 5);
  const request: TraceRequest = { from: { document, version: 'a' }, samples: [{ kind: 'given', inputs: { input: image }, targets: { output: [3] } }], mode: 'train' };
  const traces = new Traces();
  try {
    const before = await traces.trace(request);
    const practised = await traces.practise(request);
    expect(practised).toEqual(expect.arrayContaining(['Conv', 'ConvWeightGrad', 'MaxPool', 'Gemm']));
    expect(new Set(practised).size).toBe(practised.length);
    expect(await traces.practise(request)).toEqual([]);
    expect(await traces.trace(request)).toEqual(before);
  } finally {
    await traces.close();
  }
});
