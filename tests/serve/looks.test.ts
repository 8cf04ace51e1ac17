/** Looks as windows ask for them: through the socket, while nothing trains. */
import { readFile } from 'node:fs/promises';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { tensorOf, valuesOf } from '../../engine/run/live-values';
import type { ShellClient } from '../../engine/shell/client';
import type { DocumentPayload } from '../../engine/shell/protocol/documents';
import { buildEngine } from '../worker/engine-process';
import { eventually, get, TestApplication } from './served-application';

buildEngine();

const SOURCE = { kind: 'builtin', name: 'digits', count: 200, seed: 1 } as const;
const SPLIT = { seed: 1, validation: 0.1, test: 0 };

async function lenet(window: ShellClient): Promise<DocumentPayload> {
  return (await window.request('templates.build', { name: 'lenet5', source: SOURCE, split: SPLIT })).document;
}

describe('a look', () => {
  it('shows feature maps, answers, values and filters of an untrained network', async () => {
    const window = await (await TestApplication.start()).openWindow();
    const from = { document: await lenet(window) };
    const sample = { kind: 'row', source: SOURCE, split: SPLIT, row: 0 } as const;
    const look = await window.request('network.look', { from, sample });
    expect(look.origin).toEqual({ kind: 'untrained' });
    const conv = look.ports.find(({ path }) => path === 'conv1')!;
    expect(conv).toMatchObject({ shape: [6, 28, 28], picture: { kind: 'maps', height: 28, width: 28 } });
    if (conv.picture.kind !== 'maps') throw new Error('a convolution carries maps');
    expect(conv.picture.pixels).toBeInstanceOf(Uint8Array);
    expect(conv.picture.pixels.length).toBe(6 * 28 * 28);
    const [answer] = Object.values(look.answers);
    if (answer?.kind !== 'category') throw new Error('LeNet answers with a class');
    expect(Object.values(answer.probabilities).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);

    const page = await window.request('network.lookAt', { from, sample, path: 'conv1', port: 'out', first: 4, count: 10 });
    expect([page.shape, page.first, page.count, page.values.length]).toEqual([[6, 28, 28], 4, 2, 2 * 28 * 28 * 4]);
    const filters = await window.request('network.tensor', { from, key: 'conv1.weight' });
    expect([filters.shape, filters.values.length]).toEqual([[6, 1, 5, 5], 6 * 25 * 4]);
  });

  it('takes pictures as bytes and names what it cannot take', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const from = { document: await lenet(window) };
    const picture = encode({ width: 28, height: 28, channels: 1, depth: 8, data: new Uint8Array(784).fill(128) });
    const look = await window.request('network.look', { from, sample: { kind: 'given', inputs: { image: picture } } });
    expect(Object.values(look.answers)).toHaveLength(1);
    const refused = (inputs: Record<string, string | Uint8Array>) => expect(window.request('network.look', { from, sample: { kind: 'given', inputs } })).rejects;
    await refused({ image: `${application.home}/secret.json` }).toMatchObject({ diagnostics: [{ code: 'picture-bytes' }] });
    await refused({ image: new Uint8Array([1, 2, 3]) }).toMatchObject({ diagnostics: [{ severity: 'error' }] });
    await refused({}).toMatchObject({ diagnostics: [{ code: 'missing-input' }] });
    await expect(window.request('network.look', { from: { run: `${application.home}/secret` }, sample: { kind: 'given', inputs: {} } })).rejects.toMatchObject({ diagnostics: [{ severity: 'error' }] });
  });
});

describe('an exported file', () => {
  it('answers what the network in it answers, and keeps its inside to itself', async () => {
    const window = await (await TestApplication.start()).openWindow();
    const from = { document: await lenet(window) };
    const picture = encode({ width: 28, height: 28, channels: 1, depth: 8, data: Uint8Array.from({ length: 784 }, (_, index) => index % 251) });
    const sample = { kind: 'given', inputs: { image: picture } } as const;
    const trained = await window.request('run.start', { document: from.document, source: SOURCE, split: SPLIT, backend: 'cpu', threads: 1 });
    await eventually(window, 'run.changed', ({ state }) => state === 'done');
    const { file } = await window.request('model.export', { from: { run: trained.run } });
    const [inRun, inFile] = [await window.request('network.look', { from: trained, sample }), await window.request('network.look', { from: { model: file }, sample })];
    expect(inFile).toMatchObject({ origin: { kind: 'file' }, ports: [] });
    expect(inRun.origin).toEqual({ kind: 'final' });
    const shares = (answers: typeof inRun.answers) => Object.values(answers).flatMap((answer) => (answer.kind === 'category' ? Object.values(answer.probabilities) : []));
    expect(shares(inFile.answers)).toEqual(shares(inRun.answers).map((share) => expect.closeTo(share, 5)));
    expect(await window.request('network.describe', { from: { model: file } })).toEqual(await window.request('network.describe', { from: trained }));

    // The whole model for a live worker, and a frame of it run here, say the same.
    const [live, ofFile] = [await window.request('network.live', { from: trained }), await window.request('network.live', { from: { model: file } })];
    expect(live).toMatchObject({ origin: { kind: 'final' }, signature: ofFile.signature });
    expect(ofFile.bytes).toEqual(new Uint8Array(await readFile(file)));
    const { input, shape } = live.signature!.features[0]!;
    const values = valuesOf(input, { dtype: 'float32', shape: [1, ...shape], data: Float32Array.from({ length: 784 }, (_, index) => (index % 251) / 255) });
    const [answer] = await window.request('network.run', { from: trained, inputs: [values] });
    expect([...(tensorOf(answer!).data as Float32Array)]).toEqual(shares(inFile.answers).map((share) => expect.closeTo(share, 5)));
  });
});

it('lets the page ask for a camera, and for nothing else of the machine', async () => {
  const { port } = await TestApplication.start();
  const { headers } = await get(port, '/');
  expect(headers['permissions-policy']).toBe('camera=(self), microphone=(), geolocation=()');
});
