import type { Command } from 'commander';
import type { ImportReport } from '../../import/report';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { collected, refuse, splitPair } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { grouped } from '../text';

interface Options extends OutputOptions {
  readonly out: string;
  readonly dim?: readonly string[];
}

export function importCommand(): Command {
  return newCommand('import', 'Turn an ONNX file into a network that can be edited and trained', [
    { command: 'import resnet50.onnx --out resnet50.loom', does: 'layers with their weights; what is no layer stays an operator' },
    { command: 'import detector.onnx --out detector.loom --dim height=640 --dim width=640', does: 'with sizes that the file leaves open' },
  ])
    .argument('<model>', 'M.onnx')
    .requiredOption('--out <file>', 'where to write the network, ends with .loom')
    .option('--dim <name=size>', 'a size that the file leaves open; may be given several times', collected)
    .action(async (model: string, { out, dim = [], json }: Options) => {
      const dims = Object.fromEntries(dim.map(readDim));
      const { report } = await withEngine((engine) => engine.request('import', { file: model, out, dims }).result);
      new Terminal({ json }).answer({ file: out, ...report }, () => [`Wrote ${out}.`, ...describe(report)].join('\n'));
    });
}

function readDim(text: string): readonly [string, number] {
  const { key, value } = splitPair(text);
  if (key === '' || value === undefined || !/^[1-9]\d{0,8}$/.test(value)) return refuse(`“${text}” is not of the form name=size, with a whole number from 1.`);
  return [key, Number(value)];
}

function describe({ nodes, computing, recognised, layers, ops, notTrainable, assumedLoss, assumedBatch }: ImportReport): string[] {
  const list = (counts: Readonly<Record<string, number>>) => Object.entries(counts).map(([name, count]) => `${name} ×${count}`).join(', ');
  const kept = Object.keys(ops).length;
  return [
    `${grouped(nodes)} nodes, of which ${grouped(computing)} compute; ${grouped(recognised)} of these became layers: ${list(layers) || 'none'}.`,
    ...(kept > 0 ? [`Kept as operators: ${list(ops)}.`] : []),
    ...(notTrainable.length > 0 ? [`Training cannot go through ${notTrainable.join(', ')}.`] : []),
    ...(assumedLoss.length > 0 ? [`The file does not say how its answers are judged: ${assumedLoss.join(', ')} ${assumedLoss.length === 1 ? 'has' : 'have'} mean squared error as loss. Where classes are told apart, cross-entropy is better.`] : []),
    ...(assumedBatch === undefined ? [] : [`The file is written for ${assumedBatch === 1 ? 'one row' : `${assumedBatch} rows`} at a time; the network takes any number.`]),
  ];
}
