import type { Command } from 'commander';
import type { DataSource } from '../../data/dataset';
import { formatShape } from '../../core/shape';
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import { newCommand } from '../command';
import { addDataOptions, DATA_HELP, understood, type Understanding } from '../data-option';
import { refuse } from '../option-values';
import { documentAsItStands, fitToSource, openNetwork, requireSound } from '../open-network';
import { Terminal, type OutputOptions } from '../terminal';
import { splitOptions } from '../training-options';
import { bold, bytes, grouped, table } from '../text';

interface Options extends OutputOptions, Understanding {
  readonly data?: DataSource;
}

export function analyzeCommand(): Command {
  const command = newCommand('analyze', 'Show the size and cost of every layer', [
    { command: 'analyze lenet5', does: 'a template as it stands in its paper' },
    { command: 'analyze resnet-small --data photos --json', does: 'sized for a folder of pictures, as JSON' },
  ])
    .argument('<network>', 'a document F.loom, or a template');
  return addDataOptions(command, `fit a template to ${DATA_HELP}`)
    .action(async (argument: string, options: Options) => {
      const terminal = new Terminal(options);
      const opened = await openNetwork(argument);
      if (opened.kind === 'document') terminal.report(opened.diagnostics);
      if (opened.kind === 'document' && options.data) refuse('--data fits a template to data; a document has its own sizes.');
      const document = opened.kind === 'template' && options.data ? await fitToSource(opened.template, understood(options.data, options), splitOptions({})) : documentAsItStands(opened);
      const network = requireSound(document);
      terminal.report(network.problems);
      const rows = network.nodes.map(row);
      terminal.answer({ rows, totals: network.totals }, () => describe(rows, network));
    });
}

type Row = ReturnType<typeof row>;

function row({ flat, sizes, receptiveField }: InferredNode) {
  const field = receptiveField?.size;
  return {
    id: [...flat.instancePath, flat.node.id].join('/'),
    name: flat.path,
    type: flat.node.type,
    outputShape: sizes?.outputs[0] ?? [],
    activations: sizes?.activations ?? 0,
    params: sizes?.parameters ?? 0,
    trainableParams: sizes?.trainableParameters ?? 0,
    macs: sizes?.macs ?? 0,
    activationBytes: sizes?.activationBytes ?? 0,
    receptiveField: field ? (field.every((side) => side === field[0]) ? field[0]! : field) : null,
  };
}

function describe(rows: readonly Row[], { nodes, totals }: InferredNetwork): string {
  const columns = [{ title: 'layer' }, { title: 'type' }, { title: 'output' }, { title: 'parameters', right: true }, { title: 'MACs', right: true }, { title: 'activations', right: true }, { title: 'sees', right: true }];
  const cells = rows.map((one) => [one.name, one.type, formatShape(one.outputShape), grouped(one.params), grouped(one.macs), grouped(one.activations), sees(one)]);
  const training = nodes.reduce((sum, { sizes }) => sum + (sizes?.trainingBytes ?? 0), 0);
  const frozen = totals.params === totals.trainableParams ? '' : ` (${grouped(totals.trainableParams)} trained)`;
  return `${table(columns, cells)}\n\n${bold('Total')}: ${grouped(totals.params)} parameters${frozen}, ${grouped(totals.macs)} multiply-adds and ${grouped(totals.activations)} activations per sample; training keeps ${bytes(training)} per sample.`;
}

function sees({ receptiveField }: Row): string {
  if (receptiveField === null) return '';
  return typeof receptiveField === 'number' ? `${receptiveField}×${receptiveField}` : receptiveField.join('×');
}
