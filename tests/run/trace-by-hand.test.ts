/** Samples given by hand: preprocessed like the data, told what they should answer, and refused where they cannot be read. */
import { afterAll, describe, expect, it } from 'vitest';
import type { LoomDocument } from '../../engine/document/model';
import { Looks } from '../../engine/run/look';
import { Traces, type TraceRequest } from '../../engine/run/trace';
import type { TraceByHand } from '../../engine/run/trace-by-hand';
import { draw, encodePng } from '../data/picture-files';
import { digitNetwork, trainingSettings } from './networks';

const SOURCE = { kind: 'builtin', name: 'digits', count: 60, seed: 3 } as const;
const SPLIT = { seed: 1, validation: 0.2, test: 0 };
const rest = { source: SOURCE, split: SPLIT, row: 4 };
const document: LoomDocument = { ...digitNetwork(trainingSettings()), data: { source: SOURCE, split: SPLIT } };
const from = { document, version: 'by hand' };
const stroke = encodePng(draw(28, 28, (x) => (x > 11 && x < 16 ? 255 : 0)));

const traces = new Traces();
const looks = new Looks();
afterAll(() => traces.close());

const request = (sample: Omit<TraceByHand, 'kind'>, mode: 'train' | 'test' = 'train'): TraceRequest => ({ from, mode, samples: [{ kind: 'byHand', ...sample }] });
const numbers = async (asked: TraceRequest, name: string): Promise<number[]> => Array.from(new Float64Array((await traces.values({ ...asked, name })).values.slice().buffer));

describe('a picture', () => {
  it('goes in as a look sees it', async () => {
    const seen = await looks.lookAt({ from, sample: { kind: 'given', inputs: { image: stroke } }, path: 'input', port: 'out' });
    expect(await numbers(request({ inputs: { image: stroke }, targets: { output: '1' } }), 'input.out')).toEqual(Array.from(new Float32Array(seen.values.slice().buffer)));
  });

  it('is compared with the class that it is given', async () => {
    const one = await numbers(request({ inputs: { image: stroke }, targets: { output: '1' } }), 'output.target');
    const seven = await numbers(request({ inputs: { image: stroke }, targets: { output: '7' } }), 'output.target');
    expect([one.at(-1), seven.at(-1), one.length]).toEqual([1, 7, 1]);
    const losses = await Promise.all(['1', '7'].map((output) => numbers(request({ inputs: { image: stroke }, targets: { output } }), 'loss')));
    expect(losses[0]).not.toEqual(losses[1]);
  });

  it('without a class is compared with that of the row', async () => {
    const row: TraceRequest = { from, mode: 'train', samples: [{ kind: 'rows', source: SOURCE, split: SPLIT, rows: [rest.row] }] };
    expect(await numbers(request({ inputs: { image: stroke }, rest }), 'output.target')).toEqual(await numbers(row, 'output.target'));
    expect(await numbers(request({ inputs: {}, rest }), 'input.out')).toEqual(await numbers(row, 'input.out'));
  });

  it('in use needs no class; in training it does', async () => {
    const { values } = await traces.trace(request({ inputs: { image: stroke } }, 'test'));
    expect(values.some(({ name }) => name === 'output.prediction' || name === 'output.out')).toBe(true);
    await expect(traces.trace(request({ inputs: { image: stroke } }))).rejects.toThrow('Nothing is given for what the Output “output” should answer.');
  });

  it('another one is another step, told apart by its bytes', async () => {
    const other = encodePng(draw(28, 28, (_, y) => (y > 11 && y < 16 ? 255 : 0)));
    expect(await numbers(request({ inputs: { image: other } }, 'test'), 'input.out')).not.toEqual(await numbers(request({ inputs: { image: stroke } }, 'test'), 'input.out'));
  });
});

describe('refused', () => {
  it.each([
    ['a path in place of a picture', { inputs: { image: '/etc/passwd' } }, '“image” needs a picture, not text.'],
    ['a class that is not there', { inputs: { image: stroke }, targets: { output: 'eleven' } }, '“output” knows no class “eleven”.'],
    ['an Output that is not there', { inputs: { image: stroke }, targets: { answer: '1' } }, 'The network has no Output “answer”.'],
    ['an input that is not there', { inputs: { photo: stroke }, targets: { output: '1' } }, 'The model has no input “photo”.'],
  ])('%s', async (_, sample, message) => {
    await expect(traces.trace(request(sample))).rejects.toThrow(message);
  });
});
