import type { Command } from 'commander';
import { formatShape } from '../../core/shape';
import type { WrittenDerivation } from '../../explain/dense/write-derivation';
import type { ElementFormula, WrittenFormula } from '../../explain/element-formula';
import type { LayerStep } from '../../explain/traced-values';
import { printNumber } from '../../explain/expression/print';
import type { ListedValue, Trace } from '../../run/trace-listing';
import { newCommand } from '../command';
import { addDataOptions, DATA_HELP } from '../data-option';
import { withEngine } from '../engine';
import { collected, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { bold, dim } from '../text';
import { addFedOptions, traceRequest, type FedOptions } from '../trace-options';

interface Options extends OutputOptions, FedOptions {
  readonly box?: string;
  readonly only?: readonly string[];
  readonly element?: string;
  readonly derive?: boolean;
  readonly ops?: boolean;
  readonly latex?: boolean;
  readonly values?: number;
}

/** Numbers per value that a person is shown, and a program is given. */
const SHOWN = 8;
const GIVEN = 4096;

export function traceCommand(): Command {
  const command = newCommand('trace', 'Show every number of one training step, with its formula', [
    { command: 'trace xor-mlp --sample 3', does: 'forward, loss, backward and update for row 3, box by box' },
    { command: 'trace lenet5 --sample 0 --element "conv1.out[2,3,5]"', does: 'how one cell of a feature map comes about' },
    { command: 'trace net.loom --input x=9,2,7 --truth output=1 --derive', does: '∂L/∂w of every weight of a small dense network, in symbols and numbers' },
    { command: 'trace net.loom --sample 0 --steps 3 --box hidden --json', does: 'the third step on the same sample, the values of one box, as JSON' },
  ]).argument('<network>', 'a document F.loom, or a template');
  return addFedOptions(addDataOptions(command, `${DATA_HELP}; the document’s own unless given`))
    .option('--box <path>', 'only the values of this box')
    .option('--only <glob>', 'only values with such names, as in "conv1.*" or "**.grad"; may be given several times', collected)
    .option('--element <name[i,j]>', 'the formula of one element, as in conv1.out[2,3,5] or hidden.weight.grad[0,1]')
    .option('--derive', '∂L/∂w of every weight in symbols; for dense networks')
    .option('--ops', 'also what stands between the values that have names')
    .option('--latex', 'formulas as LaTeX')
    .option('--values <n>', `numbers per value; ${SHOWN} for a person, ${GIVEN} in JSON`, wholeNumber({ from: 0 }))
    .action(async (argument: string, options: Options) => trace(argument, options, new Terminal(options)));
}

async function trace(argument: string, options: Options, terminal: Terminal): Promise<void> {
  const request = await traceRequest(argument, options, terminal);
  const { element, derive, ops = false, latex = false, json = false } = options;
  await withEngine(async (engine) => {
    if (element !== undefined) {
      const { formula } = await engine.request('traceFormula', { ...request, element, through: !ops }).result;
      return terminal.answer(formula ?? { element, formula: null }, () => (formula ? describeElement(formula, latex) : `${element} goes into the step: it is given, not worked out.`));
    }
    if (derive) {
      const derivations = await engine.request('traceDerivations', request).result;
      return terminal.answer(derivations, () => derivations.map((one) => describeDerivation(one, latex)).join('\n'));
    }
    const found = await engine.request('trace', { ...request, complete: true, formulas: true, most: options.values ?? (json ? GIVEN : SHOWN), ...(options.only && { only: options.only }) }).result;
    const chosen = { ...found, values: found.values.filter(({ origin }) => options.box === undefined || origin === options.box) };
    terminal.answer(chosen, () => describe(chosen, options));
  });
}

function describe({ step, samples, values, steps, origin }: Trace, { ops = false, latex = false, mode }: Options): string {
  const named = new Map(values.map((value) => [value.name, value]));
  const shown = (names: readonly string[]) => names.flatMap((name) => named.get(name) ?? []).filter(({ isNamed }) => ops || isNamed);
  const given = givenBySteps(values, steps);
  const first = shown(given.get(undefined) ?? []);
  const weights = origin.kind === 'untrained' || origin.kind === 'given' ? 'weights as the document has them' : `${origin.kind} weights`;
  const title = `${mode === 'train' ? `Step ${step}` : 'Test pass'}, ${samples} ${samples === 1 ? 'sample' : 'samples'}, ${weights}`;
  const parts = [title, ...(first.length > 0 ? [section('given', '', first, latex)] : [])];
  for (const group of steps) {
    const own = shown(group.values);
    if (own.length > 0) parts.push(section(group.phase, group.origin, [...shown(given.get(group) ?? []), ...own], latex));
  }
  return parts.join('\n\n');
}

/** What goes into a box, its weights above all, stands with the first of its steps that reads it; the rest before all steps. */
function givenBySteps(values: readonly ListedValue[], steps: readonly LayerStep[]): Map<LayerStep | undefined, string[]> {
  const inputs = new Map(values.map((value) => [value.name, value.inputs]));
  const reads = new Map(steps.map((step) => [step, new Set(step.values.flatMap((name) => inputs.get(name) ?? []))]));
  const found = new Map<LayerStep | undefined, string[]>();
  for (const { name, op, origin } of values) {
    if (op !== undefined) continue;
    const reader = steps.find((step) => step.origin === origin && reads.get(step)!.has(name));
    found.set(reader, [...(found.get(reader) ?? []), name]);
  }
  return found;
}

function section(phase: string, origin: string, values: readonly ListedValue[], latex: boolean): string {
  return [bold(origin === '' ? phase : `${phase}  ${origin}`), ...values.flatMap((value) => describeValue(value, latex))].join('\n');
}

function describeValue({ name, op, shape, data, count, formula }: ListedValue, latex: boolean): string[] {
  const numbers = data.map((value) => printNumber(value));
  const more = count > data.length ? [`… ${count} in all`] : [];
  const line = `  ${name}  ${dim(op === undefined ? `${formatShape(shape)} given` : formatShape(shape))}  ${[...numbers, ...more].join('  ')}`;
  return formula ? [line, `      ${dim(equation(latex ? formula.latex : formula.text))}`] : [line];
}

/** Each step of the calculation once. */
function equation({ subject, symbols, numbers, result }: WrittenFormula): string {
  return [subject, ...new Set([symbols, numbers, result])].join(' = ');
}

function describeElement(formula: ElementFormula, latex: boolean): string {
  const { subject, symbols, numbers, result } = latex ? formula.latex : formula.text;
  return [subject, ...[...new Set([symbols, numbers, result])].map((one) => `  = ${one}`), ...formula.notes].join('\n');
}

function describeDerivation({ text, latex, notes }: WrittenDerivation, asLatex: boolean): string {
  const { subject, symbols, numbers, result } = asLatex ? latex : text;
  return [`${bold(subject)} = ${symbols}`, ...[...new Set([numbers, result])].map((one) => `  = ${one}`), ...notes.map((note) => `  ${dim(note)}`)].join('\n');
}
