/**
 * What the recurrent layers share: a cell that goes from step to step. The steps are known, so the loop is written out:
 * every step is ops of its own with the same tensors, and the gradient through time is that of any other graph.
 */
import { boolean, choice, integer } from '../core/parameters';
import type { Shape } from '../core/shape';
import { INITIALIZER_NAMES, type InitializerName } from '../initializers';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT, type LayerDefinition, type LayerExample, type LowerContext, type TensorSpec } from './define-layer';
import { pythonBoolean, pythonModules } from './python-text';
import { seesAllSteps, sequenceShape, type SequenceShape } from './sequence';

export interface RecurrentParameters {
  readonly units: number;
  readonly output: 'sequence' | 'last';
  readonly bidirectional: boolean;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

export const RECURRENT = {
  units: integer({ label: 'Units', help: 'How many values the state has', default: 32, minimum: 1 }),
  output: choice({ label: 'Output', help: 'sequence: the state after every step; last: only the one after all of them', options: ['sequence', 'last'], default: 'sequence' }),
  bidirectional: boolean({ label: 'Bidirectional', help: 'Whether a second one reads from the end, and both answers stand side by side', default: false }),
  bias: boolean({ label: 'Bias', help: 'Whether each gate adds a trained constant', default: true }),
  initializer: choice({ label: 'Initializer', help: 'How the weights start', options: INITIALIZER_NAMES, default: 'glorot-uniform' }),
};

/** What a step works with: `projected` is W x + b of all gates, [N, gates · units]; the first step has no state before it. */
export interface Step<S> {
  readonly projected: Value;
  readonly before: S | undefined;
  /** U h of all gates, with U of the cell. */
  readonly recur: (state: Value) => Value;
  readonly units: number;
}

interface Cell<P, S> {
  readonly gates: number;
  readonly step: (b: Builder, step: Step<S>, parameters: P) => S;
  /** The value that a step answers with. */
  readonly answer: (state: S) => Value;
  /** `lstm`, `gru`, `rnn_tanh`: the function of `torch`, and whether its state has a second part. */
  readonly torch: (parameters: P) => { readonly name: string; readonly hasCell: boolean };
}

export function defineRecurrent<P extends RecurrentParameters, S>(definition: {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly formulas: readonly string[];
  readonly source: string;
  readonly parameters: LayerDefinition<P>['parameters'];
  readonly cell: Cell<P, S>;
  readonly examples: readonly LayerExample<P>[];
}): LayerDefinition<P> {
  const { type, title, summary, text, formulas, source, cell, examples } = definition;
  return defineLayer<P>({
    type, version: 1, title, category: 'recurrent', summary,
    documentation: { text: `${text} The steps are written out one by one, so that it is trained like any other layer; each of 64 steps or so costs its share.`, formulas, source },
    parameters: definition.parameters,
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters: { units, output, bidirectional } }) => {
      const { steps } = severalSteps(x!);
      const values = units * (bidirectional ? 2 : 1);
      return [output === 'sequence' ? [steps, values] : [values]];
    },
    tensors: ({ inputs: [x], parameters }) => {
      const { values } = severalSteps(x!);
      const own = cellTensors('', values, cell.gates, parameters);
      return parameters.bidirectional ? { ...own, ...cellTensors('reverse.', values, cell.gates, parameters) } : own;
    },
    macs: ({ inputs: [x], parameters: { units, bidirectional } }) => {
      const { steps, values } = severalSteps(x!);
      // The first step has no state to multiply.
      return cell.gates * units * (steps * values + (steps - 1) * units) * (bidirectional ? 2 : 1);
    },
    window: ({ inputs: [x], parameters: { output } }) => (output === 'sequence' ? seesAllSteps(severalSteps(x!).steps) : undefined),
    lower: (context) => {
      const { builder: b, parameters } = context;
      const directions = [states(context, cell, ''), ...(parameters.bidirectional ? [states(context, cell, 'reverse.').reverse()] : [])];
      if (parameters.output === 'last') {
        // Each reader has seen everything at the end of its own way.
        const last = directions.map((answers, index) => (index === 0 ? answers.at(-1)! : answers[0]!));
        return [last.length === 1 ? last[0]! : b.concat(last, 1)];
      }
      const sequences = directions.map((answers) => b.concat(answers.map((answer) => b.reshape(answer, [answer.shape[0]!, 1, answer.shape[1]!])), 1));
      return [sequences.length === 1 ? sequences[0]! : b.concat(sequences, 2)];
    },
    torch: ({ inputs: [x], parameters }) => torchRecurrent(severalSteps(x!), parameters, cell),
    examples,
  });
}

function severalSteps(x: Shape): SequenceShape {
  const sequence = sequenceShape(x);
  if (sequence.steps > 1) return sequence;
  throw new LayerProblem('needs a sequence of several steps, but gets one', { port: 'in', expected: 'two steps or more', found: '1 step', remedy: 'A Dense layer does the same for a single step.' });
}

function cellTensors(prefix: string, values: number, gates: number, { units, bias, initializer }: RecurrentParameters): Record<string, TensorSpec> {
  const width = gates * units;
  const into = { fanIn: values, fanOut: units, trainable: true };
  return {
    [`${prefix}input.weight`]: { shape: [width, values], initializer, ...into },
    ...(bias && { [`${prefix}input.bias`]: { shape: [width], initializer: 'zeros' as const, ...into } }),
    [`${prefix}state.weight`]: { shape: [width, units], initializer, fanIn: units, fanOut: units, trainable: true },
  };
}

/** The answers of one reader in the order in which it reads. */
function states<P extends RecurrentParameters, S>({ builder: b, inputs: [x], parameters, tensor }: LowerContext<P>, cell: Cell<P, S>, prefix: '' | 'reverse.'): Value[] {
  const { units, bias } = parameters;
  const [batch, steps] = x!.shape as [string, number];
  const width = cell.gates * units;
  const product = b.matmul(x!, b.transposeLast(tensor(`${prefix}input.weight`)));
  const projected = bias ? b.add(product, tensor(`${prefix}input.bias`)) : product;
  const parts = b.apply('Split', [projected], { axis: 1, sizes: Array.from({ length: steps }, () => 1) }).map((part) => b.reshape(part, [batch, width]));
  const weight = tensor(`${prefix}state.weight`);
  const recur = (state: Value): Value => b.one('Gemm', [state, weight], { transA: false, transB: true });
  let before: S | undefined;
  return (prefix === '' ? parts : parts.reverse()).map((part) => {
    before = cell.step(b, { projected: part, before, recur, units }, parameters);
    return cell.answer(before);
  });
}

/** PyTorch's recurrent modules have two biases that only ever add up; its functions take one of ours and zeros. */
function torchRecurrent<P extends RecurrentParameters, S>({ values }: SequenceShape, parameters: P, cell: Cell<P, S>) {
  const { units, output, bidirectional, bias } = parameters;
  const width = cell.gates * units;
  const parts = { input: `nn.Linear(${values}, ${width}, bias=${pythonBoolean(bias)})`, state: `nn.Linear(${units}, ${width}, bias=False)` };
  const { name, hasCell } = cell.torch(parameters);
  return {
    module: pythonModules(bidirectional ? { ...parts, reverse: pythonModules(parts) } : parts),
    forward: ([value]: readonly string[], self: string) => {
      const tensors = (at: string) => [`${at}['input'].weight`, `${at}['state'].weight`, ...(bias ? [`${at}['input'].bias`, `torch.zeros_like(${at}['input'].bias)`] : [])];
      const all = [...tensors(self), ...(bidirectional ? tensors(`${self}['reverse']`) : [])];
      const zeros = `${value}.new_zeros(${bidirectional ? 2 : 1}, ${value}.shape[0], ${units})`;
      const call = `torch.${name}(${value}, ${hasCell ? `(${zeros}, ${zeros})` : zeros}, (${all.join(', ')},), ${pythonBoolean(bias)}, 1, 0.0, False, ${pythonBoolean(bidirectional)}, True)`;
      return output === 'sequence' ? `${call}[0]` : `${call}[1].transpose(0, 1).flatten(1)`;
    },
  };
}

/** Cuts [N, gates · units] into its gates. */
export function gatesOf(b: Builder, value: Value, gates: number, units: number): Value[] {
  return b.apply('Split', [value], { axis: 1, sizes: Array.from({ length: gates }, () => units) });
}
