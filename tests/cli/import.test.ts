/** ONNX files from the terminal. */
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changed, convNet, float, node, onnxFile } from '../import/onnx-files';
import { Workplace } from './run-cli';

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
});
afterAll(() => place.remove());

describe('import', () => {
  it('writes a network that is analysed and exported like any other', async () => {
    await copyFile(join(import.meta.dirname, '../import/fixtures/conv-net.onnx'), join(place.folder, 'conv-net.onnx'));
    const report = (await place.json(['import', 'conv-net.onnx', '--out', 'net.loom'])) as Record<string, unknown>;
    expect(report).toMatchObject({ file: 'net.loom', computing: 36, recognised: 36, ops: {}, unsupported: [], producer: 'pytorch' });
    const exported = (await place.json(['export', 'net.loom', '--out', 'again.onnx'])) as { maxAbsDiff: number };
    expect(exported.maxAbsDiff).toBeLessThan(1e-5);
  });

  it('asks for sizes that the file leaves open', async () => {
    await writeFile(join(place.folder, 'open.onnx'), onnxFile({ inputs: [float('x', 'batch', 3, 'height', 'width')], outputs: [float('y', 'batch', 3, 'height', 'width')], nodes: [node('Relu', ['x'], ['y'])] }));
    expect(await place.run(['import', 'open.onnx', '--out', 'open.loom'])).toMatchObject({ code: 1, stderr: expect.stringContaining('--dim height=… --dim width=…') as string });
    expect(await place.run(['import', 'open.onnx', '--out', 'open.loom', '--dim', 'height=tall'])).toMatchObject({ code: 2 });
    expect(await place.json(['import', 'open.onnx', '--out', 'open.loom', '--dim', 'height=8', '--dim', 'width=9'])).toMatchObject({ layers: { relu: 1 } });
  });

  it('reads weights beside the model, and from nowhere else', async () => {
    const external = (location: string) => changed(convNet(), ({ graph }) => {
      const tensor = graph!.initializer.find(({ name }) => name === 'conv.weight')!;
      tensor.rawData = new Uint8Array();
      tensor.dataLocation = 1;
      tensor.externalData = [['location', location], ['offset', '4'], ['length', '288']].map(([key, value]) => ({ $typeName: 'onnx.StringStringEntryProto', key: key!, value: value! }));
    });
    await writeFile(join(place.folder, 'split.onnx'), external('split.data'));
    await writeFile(join(place.folder, 'split.data'), new Uint8Array(4 + 288));
    expect(await place.json(['import', 'split.onnx', '--out', 'split.loom'])).toMatchObject({ layers: { conv2d: 1 } });
    await writeFile(join(place.folder, 'split.data'), new Uint8Array(100));
    expect(await place.run(['import', 'split.onnx', '--out', 'split.loom'])).toMatchObject({ code: 1, stderr: expect.stringContaining('“split.data” ends before byte 292') as string });
    await writeFile(join(place.folder, 'out.onnx'), external('../secret.data'));
    expect(await place.run(['import', 'out.onnx', '--out', 'out.loom'])).toMatchObject({ code: 1, stderr: expect.stringContaining('outside its own folder') as string });
  });

  it('names the file that is no model', async () => {
    await writeFile(join(place.folder, 'broken.onnx'), convNet().slice(0, 400));
    expect(await place.run(['import', 'broken.onnx', '--out', 'broken.loom'])).toMatchObject({ code: 1, stderr: expect.stringContaining('broken.onnx') as string });
    expect(await place.run(['import', 'none.onnx', '--out', 'none.loom'])).toMatchObject({ code: 1, stderr: expect.stringContaining('none.onnx') as string });
  });
});
