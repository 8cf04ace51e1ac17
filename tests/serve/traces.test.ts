/** Traces as windows ask for them: through the socket, while nothing trains. */
import { describe, expect, it } from 'vitest';
import { packDocument } from '../../engine/shell/document-payload';
import { requireExample } from '../../engine/examples';
import { buildEngine } from '../worker/engine-process';
import { TestApplication } from './served-application';

buildEngine();

describe('a trace', () => {
  it('tells values, formulas and derivations of one step', async () => {
    const window = await (await TestApplication.start()).openWindow();
    const { document, walks } = requireExample('mlp-3-2-2-1-cross-entropy');
    const [walk] = walks;
    const request = { from: { document: packDocument(document()) }, mode: 'train', samples: [{ kind: 'given', inputs: walk!.samples[0]!.inputs, targets: walk!.samples[0]!.targets! }] } as const;
    const trace = await window.request('network.trace', { ...request, formulas: true });
    expect(trace.samples).toBe(1);
    expect(trace.values.find(({ name }) => name === 'layer3.out')!.formula!.text.symbols).toContain('layer3.weight[0,0]·a2.out[0]');
    const page = await window.request('network.traceValues', { ...request, name: 'layer1.weight', first: 2, count: 3 });
    expect(page.axes).toEqual(['unit', 'input']);
    const numbers = new Float64Array(page.values.slice().buffer);
    expect([page.first, numbers.length]).toEqual([2, 3]);
    expect(numbers[0]).toBeCloseTo(0.21, 6);
    const { formula } = await window.request('network.traceFormula', { ...request, element: 'layer1.weight.next[0,1]', through: true });
    expect(formula!.result).toBeCloseTo(0.72191135, 6);
    expect(formula!.reads.map(({ value }) => value)).toEqual(['layer1.weight', 'layer1.weight.grad', 'learningRate']);
    const derivations = await window.request('network.traceDerivations', request);
    expect(derivations.find(({ weight }) => weight === 'w46')!.latex.symbols).toContain('w_{68}');
    const extremes = await window.request('network.traceExtremes', request);
    expect(extremes.every(({ broken }) => broken === 0)).toBe(true);
    const history = await window.request('network.traceHistory', { ...request, step: 3, elements: ['layer1.weight[0,1]'] });
    expect([history.first, history.watches[0]!.length]).toEqual([1, 3]);
    const { rivals } = await window.request('network.traceRivals', { ...request, step: 2, element: 'layer1.weight[0,1]', optimizers: [{ name: 'adam' }, { name: 'momentum' }] });
    expect(rivals.map(({ updates }) => updates.length)).toEqual([2, 2]);
    await expect(window.request('network.traceHistory', { ...request, elements: [] })).rejects.toThrow();
    await expect(window.request('network.traceFormula', { ...request, element: 'nothing.out[0]' })).rejects.toThrow('has no value “nothing.out”');
    await expect(window.request('network.trace', { ...request, samples: [] })).rejects.toThrow();
  });

  it('reads rows of data, and refuses those of other people', async () => {
    const window = await (await TestApplication.start()).openWindow();
    const source = { kind: 'builtin', name: 'digits', count: 200, seed: 1 } as const;
    const split = { seed: 1, validation: 0.1, test: 0 };
    const { document } = await window.request('templates.build', { name: 'lenet5', source, split });
    const rows = { kind: 'rows', source, split, rows: [0, 1] } as const;
    const trace = await window.request('network.trace', { from: { document }, mode: 'train', samples: [rows] });
    expect(trace.samples).toBe(2);
    expect(trace.values.find(({ name }) => name === 'conv1.out')!.shape).toEqual([2, 6, 28, 28]);
    const byHand = { kind: 'byHand', inputs: {}, rest: { source, split, row: 3 }, targets: { output: '7' } } as const;
    const target = await window.request('network.traceValues', { from: { document }, mode: 'train', samples: [byHand], name: 'output.target' });
    expect(Array.from(new Float64Array(target.values.slice().buffer))).toEqual([7]);
    const restElsewhere = { ...byHand, rest: { ...byHand.rest, source: { kind: 'folder', path: '/etc' } } } as const;
    await expect(window.request('network.trace', { from: { document }, mode: 'train', samples: [restElsewhere] })).rejects.toThrow();
    await expect(window.request('network.trace', { from: { document }, mode: 'train', samples: [{ ...byHand, inputs: { image: '/etc/passwd' } }] })).rejects.toThrow('needs a picture, not text');
    const elsewhere = { ...rows, source: { kind: 'folder', path: '/etc' } } as const;
    await expect(window.request('network.trace', { from: { document }, mode: 'train', samples: [elsewhere] })).rejects.toThrow();
  });
});
