/** Models made smaller from the terminal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './run-cli';

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
  const { code, stderr } = await place.run(['train', 'lenet5', '--data', 'builtin:digits:800', '--epochs', '1', '--out', 'run', '--json']);
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => place.remove());

interface Measured {
  readonly bytes: number;
  readonly packedBytes: number;
  readonly accuracy: number;
}
interface Report {
  readonly before: Measured;
  readonly after: Measured;
  readonly total: number;
}

describe('quantize', () => {
  it('writes int8 and float16, which are evaluated as any file', async () => {
    for (const to of ['int8', 'float16']) {
      const { before, after } = (await place.json(['quantize', 'run', '--to', to, '--out', `${to}.onnx`])) as Report;
      expect(after.bytes).toBeLessThan(before.bytes * 0.6);
      const { accuracy } = (await place.json(['evaluate', `${to}.onnx`, '--data', 'builtin:digits:800', '--part', 'test'])) as { accuracy: number };
      expect(accuracy).toBeCloseTo(after.accuracy, 1);
    }
  });

  it('says what is missing', async () => {
    expect(await place.run(['quantize', 'run', '--to', 'int8'])).toMatchObject({ code: 2, stderr: 'Say where to write: --out FILE.onnx.\n' });
    expect(await place.run(['quantize', 'run', '--to', 'int8', '--io', 'half', '--out', 'x.onnx'])).toMatchObject({ code: 2, stderr: '--io says nothing about int8.\n' });
    expect(await place.run(['quantize', 'run/model.onnx', '--to', 'int8', '--out', 'x.onnx'])).toMatchObject({ code: 1, stderr: expect.stringContaining('Give the data with --data') as string });
    expect(await place.run(['quantize', 'run', '--to', 'int4', '--out', 'x.onnx'])).toMatchObject({ code: 2 });
  });
});

describe('prune', () => {
  it('writes a run whose zeros stay while it is trained on', async () => {
    const { before, after, total } = (await place.json(['prune', 'run', '--share', '0.6', '--scope', 'layer', '--out', 'pruned'])) as Report;
    expect(total).toBeCloseTo(0.6, 2);
    expect(after.packedBytes).toBeLessThan(before.packedBytes);
    expect((await place.run(['train', 'pruned/document.loom', '--init', 'pruned', '--epochs', '1', '--out', 'tuned', '--json'])).code).toBe(0);
    const again = (await place.json(['prune', 'tuned', '--share', '0', '--out', 'same.onnx'])) as Report;
    expect(again.total).toBeCloseTo(0.6, 2);
  });

  it('says what is missing', async () => {
    expect(await place.run(['prune', 'run', '--out', 'x.onnx'])).toMatchObject({ code: 2, stderr: expect.stringContaining('either --share or --threshold') as string });
    expect(await place.run(['prune', 'run', '--share', '0.5', '--out', 'run'])).toMatchObject({ code: 1, stderr: expect.stringContaining('is not empty') as string });
    expect(await place.run(['prune', 'run', '--share', '0.5', '--only', 'nothing*', '--out', 'x.onnx'])).toMatchObject({ code: 1, stderr: expect.stringContaining('No tensor that could be pruned is called “nothing*”') as string });
  });
});
