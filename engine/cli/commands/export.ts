import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Operations } from '../../worker/protocol';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { oneOf, refuse } from '../option-values';
import { documentAsItStands, openNetwork, ownSource, requireSound } from '../open-network';
import { Terminal, type OutputOptions } from '../terminal';
import { bytes, grouped } from '../text';
import { NETWORK_ENDING, writeNetwork } from '../write-network';

/** Where a document does not say how its rows are shared out. */
const USUAL_SPLIT = { seed: 1, validation: 0.1, test: 0.1 };

interface Options extends OutputOptions {
  readonly out?: string;
  readonly pytorch?: string;
}

export function exportCommand(): Command {
  return newCommand('export', 'Write a model as an ONNX file and prove that it computes the same, or as a PyTorch project', [
    { command: 'export runs/lenet5-1 --out digits.onnx', does: 'a trained run with its labels and preprocessing' },
    { command: 'export runs/lenet5-1 --out trained.loom', does: 'the network with what it has learned, to open and change' },
    { command: 'export model.loom --out start.onnx', does: 'a document with the weights it holds, and labels where it names data' },
    { command: 'export runs/lenet5-1 --pytorch digits-torch', does: 'model.py, weights, train.py and data in a new folder' },
  ])
    .argument('<model>', 'the folder of a run, a document F.loom, or a template')
    .option('--out <file>', 'where to write, ends with .onnx, or with .loom for the network itself')
    .option('--pytorch <folder>', 'write a PyTorch project into this new folder instead')
    .option('--format <name>', 'onnx', oneOf(['onnx']), 'onnx')
    .action(async (model: string, { out, pytorch, json }: Options) => {
      const terminal = new Terminal({ json });
      if (pytorch !== undefined) {
        if (out !== undefined) refuse('Give either --out or --pytorch.');
        await writeProject(model, pytorch, terminal);
        return;
      }
      if (out === undefined) return refuse('Say where to write: --out FILE.onnx, or --pytorch FOLDER.');
      if (out.toLowerCase().endsWith(NETWORK_ENDING)) {
        const written = await writeNetwork(model, out);
        terminal.answer(written, () => `Wrote ${written.file}: the network with the values of ${grouped(written.tensors)} tensors, ${bytes(written.bytes)}.`);
        return;
      }
      const from = await origin(model, terminal);
      const { findings, ...report } = await withEngine(async (engine) => engine.request('export', { from, ...(await dataOf(model, from)), out }).result);
      terminal.report(findings);
      const samples = `${report.samples} ${report.realSamples ? 'real' : 'random'} samples`;
      terminal.answer(report, () => `Wrote ${report.file}: ONNX opset ${report.opset}, ${bytes(report.bytes)}. Compared with the trainer on ${samples}: largest difference ${report.maxAbsDiff.toExponential(1)}.`);
    });
}

async function writeProject(model: string, out: string, terminal: Terminal): Promise<void> {
  const from = await origin(model, terminal);
  const report = await withEngine(async (engine) => engine.request('exportPytorch', { from, ...(await dataOf(model, from)), out }).result);
  terminal.answer(report, () => [`Wrote ${report.files.join(', ')} to ${report.folder}.`, ...report.notes].join('\n'));
}

/** The data that a document or template names. */
async function dataOf(model: string, from: Operations['exportPytorch']['input']['from']): Promise<Pick<Operations['exportPytorch']['input'], 'data'>> {
  if ('run' in from) return {};
  const opened = await openNetwork(model);
  const source = opened.kind === 'template' ? opened.template.data : ownSource(opened);
  return source ? { data: { source, split: from.document.data?.split ?? USUAL_SPLIT } } : {};
}

async function origin(model: string, terminal: Terminal): Promise<Operations['export']['input']['from']> {
  const found = await stat(model).catch(() => undefined);
  if (found?.isDirectory()) return { run: model };
  const opened = await openNetwork(model);
  if (opened.kind === 'document') terminal.report(opened.diagnostics.filter(({ code }) => code !== 'data-missing'));
  const document = documentAsItStands(opened);
  requireSound(document);
  return { document };
}
