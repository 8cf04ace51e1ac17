/**
 * The formula of one element of a traced value, in symbols, with the numbers put in, and its result. Operands are the
 * traced tensors themselves; the result is the traced one, and what the formula gives in double precision stands beside it.
 */
import { bindShape, BATCH } from '../core/shape';
import type { Attributes, AttributeValue } from '../ops/graph';
import { elementRule } from './elements';
import type { Operand } from './elements/element-rule';
import { evaluate } from './expression/evaluate';
import { firstSymbols, number, partsOf, withParts, type ElementPlace, type Expression, type SymbolExpression } from './expression/expression';
import { printLatex, printNumber, printText } from './expression/print';
import { simplify } from './expression/simplify';
import { partialSums, type PartialSum } from './partial-sums';
import { indexOf, type Position } from './position';
import type { TracedValues, ValueEntry } from './traced-values';
import { writeElement } from './value-symbols';
import { winnerOf } from './winner';

/** A tensor as the runtime gave it. */
export interface ReadTensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number | bigint>;
}

export type ReadValue = (name: string) => ReadTensor;

export interface WrittenFormula {
  /** What is worked out: `hidden.out[1]`. */
  readonly subject: string;
  readonly symbols: string;
  /** The same with numbers; equal to `result` where there is nothing to put in. */
  readonly numbers: string;
  readonly result: string;
}

export interface ElementFormula {
  readonly value: string;
  readonly position: Position;
  readonly text: WrittenFormula;
  readonly latex: WrittenFormula;
  /** The traced number. */
  readonly result: number;
  /** What the formula gives in double precision from the traced operands. */
  readonly computed: number;
  /** Elements that the formula reads, in its order, each once; at most 2000. */
  readonly reads: readonly ElementPlace[];
  readonly notes: readonly string[];
  /** Of a convolution: what each channel adds, and the bias. */
  readonly sums?: readonly PartialSum[];
  /** Of a pooling: the cell that won. */
  readonly winner?: ElementPlace;
}

export interface FormulaOptions {
  /** Write out what stands between values that a person knows, instead of naming it. */
  readonly through?: boolean;
  /** Sums of more terms are shortened in the middle; 12 unless given. */
  readonly terms?: number;
}

const MOST_READS = 2000;
/** Formulas are not written out further once they have so many symbols. */
const MOST_SYMBOLS = 400;

/** Names of the values that must be read to write the formulas of a value. */
export function valuesNeeded(values: TracedValues, entry: ValueEntry, through = false): string[] {
  const needed = new Set<string>();
  const visit = ({ traced, source }: ValueEntry): void => {
    if (needed.has(traced.name)) return;
    needed.add(traced.name);
    if (source.kind === 'feed') return;
    // Some results are written with others of the same op.
    for (const other of source.node.outputs) needed.add(values.of(other)!.traced.name);
    for (const name of traced.inputs) {
      const input = values.find(name)!;
      if (through && !input.traced.isNamed) visit(input);
      else needed.add(name);
    }
  };
  visit(entry);
  return [...needed];
}

/**
 * Undefined for what goes into the step: it has no formula, unless `given` says how it was worked out before.
 */
export function elementFormula(values: TracedValues, entry: ValueEntry, position: Position, read: ReadValue, { through = false, terms = 12 }: FormulaOptions = {}, given?: Expression): ElementFormula | undefined {
  const writer = new FormulaWriter(values, read);
  const single = given ?? writer.formulaOf(entry, position);
  if (!single) return undefined;
  const opened = through ? writer.open(single) : single;
  // What was written is kept as it is, zeros of padding included; only what was opened is tidied, and nobody reads long sums.
  const formula = opened === single || firstSymbols(opened, MOST_SYMBOLS).length === MOST_SYMBOLS ? opened : simplify(opened);
  const { name } = entry.traced;
  const sums = entry.source.kind === 'output' ? partialSums(entry.source.node.op, entry.traced.inputs, single, firstChannel(values, entry, position, read)) : undefined;
  const winner = winnerOf(formula);
  const result = writer.numberAt(entry, position);
  const subject = writer.written(entry, position);
  const reads = new Map(firstSymbols(formula, MOST_READS).flatMap(({ place }) => (place ? [[`${place.value} ${place.position.join()}`, place] as const] : [])));
  return {
    value: name,
    position,
    text: { subject: subject.text, symbols: printText(formula, { terms }), numbers: printText(formula, { terms, numbers: true }), result: printNumber(result) },
    latex: { subject: subject.latex, symbols: printLatex(formula, { terms }), numbers: printLatex(formula, { terms, numbers: true }), result: printLatex(number(result)) },
    result,
    computed: evaluate(formula),
    reads: [...reads.values()],
    notes: writer.notes,
    ...(sums && { sums }),
    ...(winner && { winner }),
  };
}

/** The channel of the operand with which the weight of a group begins. */
function firstChannel(values: TracedValues, { source }: ValueEntry, position: Position, read: ReadValue): number {
  if (source.kind !== 'output' || source.node.op !== 'Conv') return 0;
  const weight = values.of(source.node.inputs[1]!);
  if (!weight) return 0;
  const [filters, perGroup] = read(weight.traced.name).shape;
  return Math.floor(position[1]! / (filters! / Number(source.node.attributes['group']))) * perGroup!;
}

class FormulaWriter {
  readonly notes: string[] = [];
  private symbols = 0;

  constructor(private readonly values: TracedValues, private readonly read: ReadValue) {}

  /** One op deep. */
  formulaOf({ source, traced }: ValueEntry, position: Position): Expression | undefined {
    if (source.kind === 'feed') return undefined;
    const { node, index } = source;
    const rule = elementRule(node.op);
    if (!rule) return undefined;
    const batch = this.batchOf(traced.name);
    return rule({
      inputs: node.inputs.map((input) => this.operand(input)),
      outputs: node.outputs.map((output) => this.operand(output)),
      output: index,
      position,
      attributes: boundAttributes(node.attributes, batch),
      note: (text) => {
        if (!this.notes.includes(text)) this.notes.push(text);
      },
    });
  }

  /** Puts formulas in the places of values that a person does not know. */
  open(expression: Expression): Expression {
    if (expression.kind !== 'symbol') {
      const parts = partsOf(expression);
      const opened = parts.map((part) => this.open(part));
      return opened.every((part, index) => part === parts[index]) ? expression : withParts(expression, opened);
    }
    this.symbols++;
    const entry = expression.place && this.values.find(expression.place.value);
    if (!entry || entry.traced.isNamed || this.symbols > MOST_SYMBOLS) return expression;
    const formula = this.formulaOf(entry, expression.place!.position);
    return formula ? this.open(formula) : expression;
  }

  numberAt({ traced: { name } }: ValueEntry, position: Position): number {
    const { shape, data } = this.read(name);
    return Number(data[indexOf(shape, position)]);
  }

  /** A single sample needs no number. */
  written({ traced: { name, axes } }: ValueEntry, position: Position): { text: string; latex: string } {
    const isSingle = axes[0] === 'batch' && this.read(name).shape[0] === 1;
    return writeElement(name, isSingle ? position.slice(1) : position);
  }

  private operand(value: ValueEntry['value']): Operand {
    const entry = this.values.of(value);
    if (!entry) return constantOperand(this.values.constant(value));
    const { name } = entry.traced;
    // Asked for late: a rule may not read every operand that it is given.
    const shape = () => this.read(name).shape;
    return {
      get shape() {
        return shape();
      },
      valueAt: (position) => this.numberAt(entry, position),
      at: (position) => new ElementSymbol(this, entry, position),
    };
  }

  private batchOf(name: string): number {
    const entry = this.values.find(name)!;
    const feed = entry.traced.shape[0] === BATCH ? entry : this.values.batchEntry;
    return feed ? this.read(feed.traced.name).shape[0]! : 1;
  }
}

/** Of a long sum only the ends are ever written: a symbol that is not costs three references. */
class ElementSymbol implements SymbolExpression {
  readonly kind = 'symbol';

  constructor(private readonly writer: FormulaWriter, private readonly entry: ValueEntry, private readonly position: Position) {}

  get name(): string {
    return this.writer.written(this.entry, this.position).text;
  }

  get latex(): string {
    return this.writer.written(this.entry, this.position).latex;
  }

  get place(): ElementPlace {
    return { value: this.entry.traced.name, position: this.position };
  }

  read(): number {
    return this.writer.numberAt(this.entry, this.position);
  }
}

function constantOperand({ shape, data }: ReadTensor): Operand {
  const valueAt = (position: Position) => Number(data[indexOf(shape, position)]);
  return { shape, valueAt, at: (position) => number(valueAt(position)) };
}

/** Attributes that are shapes name the batch by its symbol. */
function boundAttributes(attributes: Attributes, batch: number): Attributes {
  const bind = (value: AttributeValue | undefined) => (Array.isArray(value) && value.some((dim) => typeof dim === 'string') ? bindShape(value, { [BATCH]: batch }) : value);
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, bind(value)]));
}
