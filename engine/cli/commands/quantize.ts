import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { DataSource, SplitName } from '../../data/dataset';
import { SPLIT_NAMES } from '../../data/dataset';
import type { Calibration } from '../../compress/ranges';
import { explaining } from '../../files/file-problem';
import type { CompressReport } from '../../run/compress/compress-model';
import { newCommand } from '../command';
import { describeComparison } from '../comparison-text';
import { addDataOptions, DATA_HELP, understood, type Understanding } from '../data-option';
import { withEngine } from '../engine';
import { oneOf, realNumber, refuse, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { bytes } from '../text';
import { usualThreads } from '../../run/usual-threads';

interface Options extends OutputOptions, Understanding {
  readonly to: 'int8' | 'float16';
  readonly out?: string;
  readonly data?: DataSource;
  readonly part?: SplitName | 'all';
  readonly io?: 'float' | 'half';
  readonly calibration?: Calibration;
  readonly samples?: number;
  readonly weightBits?: 7 | 8;
  readonly threads: number;
}

export function quantizeCommand(): Command {
  const command = newCommand('quantize', 'Write a trained model in half precision or 8-bit integers, and measure what that costs', [
    { command: 'quantize runs/lenet5-1 --to int8 --out digits-int8.onnx', does: 'scales from the training rows of the run, scores on its test rows' },
    { command: 'quantize digits.onnx --to int8 --data photos --calibration percentile=99.9 --out small.onnx', does: 'an exported file, with scales from a folder of pictures' },
    { command: 'quantize runs/lenet5-1 --to float16 --io half --out digits-half.onnx --json', does: 'half precision throughout, inputs and outputs included' },
  ])
    .argument('<model>', 'the folder of a run, or an exported file M.onnx')
    .requiredOption('--to <precision>', 'int8: weights and activations as 8-bit integers; float16: half precision', oneOf(['int8', 'float16']))
    .option('--out <file>', 'where to write, ends with .onnx');
  return addDataOptions(command, `${DATA_HELP}; unless given, the data of the run`)
    .option('--part <name>', `rows for the scores: ${SPLIT_NAMES.join(', ')} or all; unless given, test rows where there are any, else validation rows, else all`, oneOf([...SPLIT_NAMES, 'all']))
    .option('--calibration <method>', 'int8: min-max, or percentile=P with the share of values that scales reach over; percentile=99.99 unless given', calibrationOf)
    .option('--samples <n>', 'int8: training rows that scales come from; 256 unless given', wholeNumber({ from: 1, upTo: 100_000 }))
    .option('--weight-bits <n>', 'int8: 8, or 7 for processors that cut sums of 8-bit products off (x86 without VNNI); 8 unless given', weightBits)
    .option('--io <kind>', 'float16: inputs and outputs as float, behind casts, or half; float unless given', oneOf(['float', 'half']))
    .option('--threads <n>', 'processor threads of one operation', wholeNumber({ from: 1, upTo: 1024 }), usualThreads())
    .action(quantize);
}

async function quantize(model: string, options: Options): Promise<void> {
  const { to, out, data, part, io, calibration, samples, weightBits: bits, threads, json } = options;
  if (out === undefined || !out.endsWith('.onnx')) return refuse('Say where to write: --out FILE.onnx.');
  const foreign = to === 'int8' ? (io !== undefined ? '--io' : undefined) : calibration ? '--calibration' : samples !== undefined ? '--samples' : bits ? '--weight-bits' : undefined;
  if (foreign !== undefined) return refuse(`${foreign} says nothing about ${to}.`);
  const terminal = new Terminal({ json });
  const from = (await explaining(model, 'read', () => stat(model))).isDirectory() ? { run: model } : { file: model };
  const settings = { to, ...(io && { io }), ...(calibration && { calibration }), ...(samples !== undefined && { calibrationSamples: samples }), ...(bits && { weightBits: bits }) };
  const source = data && understood(data, options);
  const { findings, ...report } = await withEngine((engine) => engine.request('compress', { from, settings, ...(source && { source }), ...(part && { part }), out, threads }).result);
  terminal.report(findings);
  terminal.answer({ ...report, maxAbsDiff: Number.isFinite(report.maxAbsDiff) ? report.maxAbsDiff : null }, () => describe(report));
}

function describe(report: Omit<CompressReport, 'findings'>): string {
  const { file, to, kept, calibrated, opset } = report;
  const notes = [
    ...(calibrated !== undefined ? [`Scales come from ${calibrated} training rows.`] : []),
    ...(kept.length > 0 ? [`In float32 as before: ${kept.join(', ')}.`] : []),
  ];
  return [`Wrote ${file}: ${to}, ONNX opset ${opset}, ${bytes(report.after.bytes)}.`, describeComparison(report), ...notes].join('\n');
}

function calibrationOf(text: string): Calibration {
  if (text === 'min-max') return { method: 'min-max' };
  const [method, percent] = text.split('=');
  if (method !== 'percentile' || percent === undefined) return refuse('It must be min-max, or percentile=P such as percentile=99.9.');
  return { method: 'percentile', percent: realNumber({ from: 50, upTo: 100 })(percent) };
}

function weightBits(text: string): 7 | 8 {
  return text === '7' ? 7 : text === '8' ? 8 : refuse('It must be 7 or 8.');
}
