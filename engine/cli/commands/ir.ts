import type { Command } from 'commander';
import { inferenceGraph, trainingGraph } from '../../compile/pipeline';
import { printGraph } from '../../compile/print';
import { DEFAULT_TRAINING } from '../../run/default-training';
import { bindingName, type Graph } from '../../ops/graph';
import { newCommand } from '../command';
import { documentAsItStands, openNetwork, requireSound } from '../open-network';
import { Terminal, type OutputOptions } from '../terminal';

interface Options extends OutputOptions {
  readonly backward?: boolean;
}

export function irCommand(): Command {
  return newCommand('ir', 'Print the op graph that a network becomes', [
    { command: 'ir lenet5', does: 'the forward pass, one op per line' },
    { command: 'ir model.loom --backward', does: 'a whole training step: loss, gradients and updates' },
  ])
    .argument('<network>', 'a document F.loom, or a template')
    .option('--backward', 'with loss, gradients and optimizer')
    .action(async (argument: string, { backward, json }: Options) => {
      const terminal = new Terminal({ json });
      const opened = await openNetwork(argument);
      if (opened.kind === 'document') terminal.report(opened.diagnostics.filter(({ code }) => code !== 'data-missing'));
      const document = documentAsItStands(opened);
      const network = requireSound(document);
      const { program, clip } = document.training ?? DEFAULT_TRAINING;
      const updates = backward ? program : [];
      const graphs = updates.length > 0 ? updates.map((update) => ({ name: update.name, graph: trainingGraph(network, { update, ...(clip && { clip }) }) })) : [{ name: 'forward', graph: inferenceGraph(network) }];
      terminal.answer(graphs.map(({ name, graph }) => ({ name, ...plain(graph) })), () => graphs.map(({ graph }) => printGraph(graph).trimEnd()).join('\n\n'));
    });
}

function plain({ inputs, nodes, outputs }: Graph): object {
  return {
    inputs: inputs.map(({ value, binding }) => ({ id: value.id, name: bindingName(binding), kind: binding.kind, dtype: value.dtype, shape: value.shape })),
    nodes: nodes.map((node) => ({
      op: node.op,
      inputs: node.inputs.map(({ id }) => id),
      outputs: node.outputs.map(({ id, dtype, shape }) => ({ id, dtype, shape })),
      attributes: Object.fromEntries(Object.entries(node.attributes).map(([name, value]) => [name, plainAttribute(value)])),
      node: node.origin,
      phase: node.phase,
    })),
    outputs: outputs.map(({ value, binding }) => ({ id: value.id, name: bindingName(binding), kind: binding.kind })),
  };
}

/** Constants hold typed arrays, which JSON would turn into objects. */
function plainAttribute(value: Graph['nodes'][number]['attributes'][string]): unknown {
  if (typeof value !== 'object' || !('data' in value)) return value;
  return { dtype: value.dtype, shape: value.shape, data: Array.from(value.data as ArrayLike<number | bigint>, Number) };
}
