import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Operations } from '../../worker/protocol';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { oneOf } from '../option-values';
import { documentAsItStands, openNetwork, requireSound } from '../open-network';
import { Terminal, type OutputOptions } from '../terminal';
import { bytes } from '../text';

interface Options extends OutputOptions {
  readonly out: string;
}

export function exportCommand(): Command {
  return newCommand('export', 'Write a model as an ONNX file and prove that it computes the same', [
    { command: 'export runs/lenet5-1 --out digits.onnx', does: 'a trained run with its labels and preprocessing' },
    { command: 'export model.loom --out start.onnx', does: 'a document with the weights it holds' },
  ])
    .argument('<model>', 'the folder of a run, a document F.loom, or a template')
    .requiredOption('--out <file>', 'where to write, ends with .onnx')
    .option('--format <name>', 'onnx', oneOf(['onnx']), 'onnx')
    .action(async (model: string, { out, json }: Options) => {
      const terminal = new Terminal({ json });
      const from = await origin(model, terminal);
      const { findings = [], ...report } = await withEngine((engine) => engine.request('export', { from, out }).result);
      terminal.report(findings);
      const samples = `${report.samples} ${report.realSamples ? 'real' : 'random'} samples`;
      terminal.answer(report, () => `Wrote ${report.file}: ONNX opset ${report.opset}, ${bytes(report.bytes)}. Compared with the trainer on ${samples}: largest difference ${report.maxAbsDiff.toExponential(1)}.`);
    });
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
