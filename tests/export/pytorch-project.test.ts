/** A PyTorch project as a person gets it: its weights load without further packages, and train.py lowers the loss. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../engine/data/open-dataset';
import { decodeSafetensors } from '../../engine/document/safetensors';
import type { JsonObject, LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { exportPytorch } from '../../engine/run/export-pytorch';
import { initialTensors } from '../../engine/run/initial-tensors';
import { TEMPLATES } from '../../engine/templates';
import { temporaryFolder } from '../data/temporary-folder';
import { PYTHON, TORCH_MISSING } from './python-torch';

const SPLIT = { seed: 1, validation: 0.2, test: 0 };

async function write(name: string, count: number, change: (document: LoomDocument) => LoomDocument = (document) => document) {
  const template = TEMPLATES.find((one) => one.name === name)!;
  const document = change(template.build(template.size));
  const network = inferNetwork(document);
  const weights = initialTensors(network.tensors, 1);
  const dataset = await openDataset({ ...template.data!, count }, SPLIT);
  const out = join(temporaryFolder(), 'project');
  return { out, weights, network, report: await exportPytorch({ document, network, weights, dataset, out }) };
}

function losses(folder: string, ...args: readonly string[]): readonly number[] {
  const printed = execFileSync(PYTHON, ['train.py', ...args], { cwd: folder, encoding: 'utf8' });
  return [...printed.matchAll(/: loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
}

describe('a PyTorch project', () => {
  it('holds the weights under the names of model.py', async () => {
    const { out, weights, report } = await write('lenet5', 40);
    expect(report.files).toEqual(['model.py', 'weights.py', 'train.py', 'losses.py', 'pictures.py', 'rows.py', 'truths.py', 'project.json', 'README.md', 'data.json', 'weights.safetensors']);
    const { tensors } = decodeSafetensors(await readFile(join(out, 'weights.safetensors')));
    expect([...tensors.keys()].sort()).toEqual([...weights.keys()].sort());
    for (const [name, { data }] of weights) expect(tensors.get(name)!.data).toEqual(data);
  });

  it('does not mix with what is there', async () => {
    const { out, network, weights } = await write('xor-mlp', 20);
    const document = TEMPLATES.find(({ name }) => name === 'xor-mlp')!;
    await expect(exportPytorch({ document: document.build(document.size), network, weights, out })).rejects.toThrow('is not empty');
  });

  it('says what train.py leaves out', async () => {
    const { report } = await write('xor-mlp', 20, (document) => ({ ...document, training: { ...document.training!, earlyStopping: { patience: 3, metric: 'validation loss', restoreBest: true } } }));
    expect(report.notes.join('\n')).toContain('Early stopping is left out');
  });

  it.skipIf(TORCH_MISSING)(`trains on numbers${TORCH_MISSING ? `: ${TORCH_MISSING}` : ''}`, async () => {
    const { out } = await write('xor-mlp', 400);
    const found = losses(out, '--epochs', '4');
    expect(found).toHaveLength(4);
    expect(found.at(-1)!).toBeLessThan(found[0]! * 0.7);
  });

  it.skipIf(TORCH_MISSING)(`trains on pictures, augmented, in one epoch and goes on from its weights${TORCH_MISSING ? `: ${TORCH_MISSING}` : ''}`, async () => {
    const augmentation: readonly JsonObject[] = [{ kind: 'rotate', degrees: 5 }, { kind: 'colour', brightness: 0.1, contrast: 0.1, saturation: 0 }, { kind: 'hue', degrees: 20 }, { kind: 'noise', standardDeviation: 0.01 }];
    const { out } = await write('lenet5', 600, (document) => ({ ...document, data: { source: { kind: 'builtin', name: 'digits' }, augmentation } }));
    const [first, second] = losses(out, '--epochs', '2', '--batch-size', '16');
    expect(first).toBeLessThan(2.4);
    expect(second).toBeLessThan(first!);
  }, 60_000);
});
