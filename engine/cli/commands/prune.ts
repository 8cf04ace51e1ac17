import type { Command } from 'commander';
import type { PruneScope, PruneSettings } from '../../compress/prune';
import { SPLIT_NAMES, type DataSource, type SplitName } from '../../data/dataset';
import type { PruneReport } from '../../run/compress/prune-run';
import { newCommand } from '../command';
import { describeComparison } from '../comparison-text';
import { addDataOptions, DATA_HELP, understood, type Understanding } from '../data-option';
import { withEngine } from '../engine';
import { oneOf, realNumber, refuse, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { grouped, percent, table } from '../text';
import { usualThreads } from '../../run/usual-threads';

interface Options extends OutputOptions, Understanding {
  readonly share?: number;
  readonly threshold?: number;
  readonly scope: PruneScope;
  readonly only?: string;
  readonly out?: string;
  readonly data?: DataSource;
  readonly part?: SplitName | 'all';
  readonly threads: number;
}

export function pruneCommand(): Command {
  const command = newCommand('prune', 'Set the smallest weights of a run to zero, and measure what that costs', [
    { command: 'prune runs/lenet5-1 --share 0.8 --out runs/lenet5-pruned', does: 'a new run with a fifth of the weights; pruned ones stay zero when it is trained on' },
    { command: 'train runs/lenet5-pruned/document.loom --init runs/lenet5-pruned --epochs 2', does: 'lets the other weights make up for it' },
    { command: 'prune runs/lenet5-1 --threshold 0.01 --only "dense*" --out small.onnx --json', does: 'a file, with small weights of dense layers at zero' },
  ])
    .argument('<run>', 'the folder of a run')
    .option('--share <share>', 'the share of the weights that becomes zero', realNumber({ from: 0, below: 1 }))
    .option('--threshold <size>', 'weights up to this size become zero, instead of a share', realNumber({ above: 0 }))
    .option('--scope <kind>', 'global: one limit for all layers; layer: the same share of each', oneOf(['global', 'layer']), 'global')
    .option('--only <glob>', 'only tensors, or layers, of such names')
    .option('--out <place>', 'a file that ends with .onnx, or the folder of a new run');
  return addDataOptions(command, `${DATA_HELP}; unless given, the data of the run`)
    .option('--part <name>', `rows for the scores: ${SPLIT_NAMES.join(', ')} or all; unless given, test rows where there are any, else validation rows, else all`, oneOf([...SPLIT_NAMES, 'all']))
    .option('--threads <n>', 'processor threads of one operation', wholeNumber({ from: 1, upTo: 1024 }), usualThreads())
    .action(prune);
}

async function prune(run: string, options: Options): Promise<void> {
  const { share, threshold, scope, only, out, data, part, threads, json } = options;
  if ((share === undefined) === (threshold === undefined)) return refuse('Say how much becomes zero: either --share or --threshold.');
  if (out === undefined) return refuse('Say where to write: --out FILE.onnx, or --out FOLDER for a new run.');
  const terminal = new Terminal({ json });
  const amount: PruneSettings['amount'] = share === undefined ? { threshold: threshold! } : { share };
  const settings = { scope, amount, ...(only !== undefined && { only }) };
  const source = data && understood(data, options);
  const { findings, ...report } = await withEngine((engine) => engine.request('prune', { run, settings, out, ...(source && { source }), ...(part && { part }), threads }).result);
  terminal.report(findings);
  terminal.answer({ ...report, maxAbsDiff: Number.isFinite(report.maxAbsDiff) ? report.maxAbsDiff : null }, () => describe(report));
}

function describe(report: Omit<PruneReport, 'findings'>): string {
  const { out, kind, sparsity, total } = report;
  const layers = table(
    [{ title: 'tensor' }, { title: 'weights', right: true }, { title: 'zero', right: true }],
    sparsity.map(({ key, values, zeros }) => [key, grouped(values), percent(zeros / values)]),
  );
  return [`Wrote ${out}: ${percent(total)} of the weights are zero.`, layers, describeComparison(report), ...(kind === 'run' ? [`Train it on with “layerloom train ${out}/document.loom --init ${out}”.`] : [])].join('\n\n');
}
