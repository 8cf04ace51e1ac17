/** Every wrong input ends with exit code 1 and one clear sentence, and leaves what was there as it was. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoomDocument } from '../../engine/document/model';
import { Workplace, type CliResult } from './run-cli';

let place: Workplace;
/** As written by `layerloom new`. */
let good: LoomDocument & { oldestReader: number };

beforeAll(async () => {
  place = await Workplace.create();
  await place.json(['new', 'lenet5', '--out', 'good.loom']);
  good = JSON.parse(await readFile(place.path('good.loom'), 'utf8'));
  await place.json(['data', 'digits', '--out', 'digits', '--count', '60']);
});
afterAll(() => place.remove());

async function expectFailure(args: readonly string[], ...says: readonly (string | RegExp)[]): Promise<CliResult> {
  const result = await place.run(args);
  expect(result, `layerloom ${args.join(' ')}`).toMatchObject({ code: 1 });
  const told = result.stderr.split('\n').filter((line) => line !== '' && !/^(note|warning): /.test(line));
  expect(told).toHaveLength(1);
  for (const text of says) expect(told[0]).toMatch(text);
  return result;
}

/** Saves a changed copy of the good document. */
async function save(name: string, change: (document: LoomDocument) => object): Promise<string> {
  await writeFile(place.path(name), JSON.stringify(change(structuredClone(good))));
  return name;
}

function node(document: LoomDocument, name: string): { id: string; type: string; muted?: boolean } {
  return document.graph.nodes.find((candidate) => candidate.name === name)!;
}

describe('wrong documents', () => {
  it('an unknown layer', async () => {
    const file = await save('unknown-layer.loom', (document) => {
      node(document, 'relu1').type = 'telepathy';
      return document;
    });
    await expectFailure(['train', file], /relu1/, /telepathy/, /does not know/);
    await expectFailure(['analyze', file], /relu1/, /telepathy/);
  });

  it('a cycle', async () => {
    const file = await save('cycle.loom', (document) => {
      const [from, to] = [node(document, 'relu2').id, node(document, 'conv1').id];
      const wires = document.graph.wires.map((wire) => (wire.to.node === to ? { ...wire, from: { node: from, port: 'out' } } : wire));
      return { ...document, graph: { ...document.graph, wires } };
    });
    await expectFailure(['train', file], /runs in a circle/, /conv1 → .*relu2/);
  });

  it('shapes that do not fit', async () => {
    const file = await save('shapes.loom', (document) => {
      node(document, 'flatten').muted = true;
      return document;
    });
    await expectFailure(['train', file], /“dense3” \(Dense\) needs a vector, but gets 16×5×5 \(from “pool2”\)/, /Flatten/);
  });

  it('a damaged file', async () => {
    await copyFile(place.path('good.loom'), place.path('corrupt.loom'));
    await truncate(place.path('corrupt.loom'), 500);
    await expectFailure(['train', 'corrupt.loom'], /corrupt\.loom, line \d+/);
    await writeFile(place.path('noise.loom'), Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3]));
    await expectFailure(['analyze', 'noise.loom'], /noise\.loom/);
  });

  it('a version from the future, which is left untouched', async () => {
    const file = await save('future.loom', (document) => ({ ...document, version: 99, oldestReader: 99, writer: '9.9.9' }));
    const before = await readFile(place.path(file));
    await expectFailure(['train', file], /saved by LayerLoom 9\.9\.9/, /needs document format 99/);
    expect(await readFile(place.path(file))).toEqual(before);
  });

  it('tells it in JSON where asked', async () => {
    const { stdout } = await place.run(['train', 'nowhere.loom', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'file-missing', file: 'nowhere.loom' } });
  });
});

describe('wrong data', () => {
  it('an empty folder', async () => {
    await mkdir(place.path('empty'));
    await expectFailure(['train', 'lenet5', '--data', 'empty'], /empty/, /picture/);
  });

  it('one class only', async () => {
    await mkdir(place.path('one/only'), { recursive: true });
    const [file] = await readdir(place.path('digits/train/1'));
    for (const number of [1, 2, 3, 4, 5, 6]) await copyFile(place.path('digits/train/1', file!), place.path(`one/only/${number}.png`));
    await expectFailure(['train', 'lenet5', '--data', 'one'], /at least two classes/);
  });

  it('a truncated picture: named when it is asked about, left out and named when it is trained on', async () => {
    const [file] = await readdir(place.path('digits/train/1'));
    const path = place.path('digits/train/1', file!);
    await truncate(path, 100);
    const run = await place.run(['train', 'lenet5', '--data', 'digits', '--epochs', '1', '--out', 'digits-run']);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stderr).toContain(file!);
    await expectFailure(['predict', 'digits-run', path], file!);
  });

  it('data that is not what the template takes', async () => {
    await expectFailure(['train', 'lenet5', '--data', 'builtin:spirals'], /takes pictures/, /mlp/);
    await expectFailure(['train', 'xor-mlp', '--data', 'digits'], /takes numbers/);
  });
});

describe('wrong places', () => {
  it('a folder that cannot be written', async (context) => {
    const folder = mountTmpfs('read-only', 'ro');
    if (!folder) return context.skip('mounting a read-only file system needs root');
    await expectFailure(['train', 'lenet5', '--data', 'builtin:digits:50', '--epochs', '1', '--out', 'read-only/run'], /read-only file system/);
    await expectFailure(['new', 'lenet5', '--out', 'read-only/x.loom'], /read-only file system/);
  });

  it('a full disk', async (context) => {
    const folder = mountTmpfs('full', 'size=200k');
    if (!folder) return context.skip('mounting a small file system needs root');
    await expectFailure(['train', 'lenet5', '--data', 'builtin:digits:50', '--epochs', '1', '--out', 'full/run'], /the disk is full/);
    await expectFailure(['export', 'lenet5', '--out', 'full/lenet5.onnx'], /the disk is full/);
    expect(existsSync(place.path('full/lenet5.onnx'))).toBe(false);
  });
});

const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted) execFileSync('umount', [folder]);
});

/** The folder below the working place, or nothing where mounting is not allowed. */
function mountTmpfs(name: string, options: string): string | undefined {
  const folder = place.path(name);
  try {
    execFileSync('mkdir', [folder]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  mounted.push(folder);
  return folder;
}

describe('training that goes wrong', () => {
  it('stops at a loss that is no number, and says where', async () => {
    await expectFailure(['train', 'lenet5', '--data', 'builtin:digits:600', '--lr', '1e6', '--out', 'exploded'], /Training stopped at step \d+ \(epoch 1\)/, /learning rate/);
  });

  it('refuses to mix two runs', async () => {
    expect((await place.run(['train', 'xor-mlp', '--epochs', '1', '--out', 'twice'])).code).toBe(0);
    await expectFailure(['train', 'xor-mlp', '--epochs', '1', '--out', 'twice'], /There is a run in “twice” already/, /resume/);
  });

  it('says what a folder is not', async () => {
    await expectFailure(['resume', 'digits'], /not a training run/);
    await expectFailure(['evaluate', 'digits'], /not a training run/);
    await expectFailure(['train', 'good.loom', '--freeze', 'nothing*'], /No tensor is called “nothing\*”/, /conv1\.weight/);
  });
});
