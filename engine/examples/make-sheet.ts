/** Puts the sheet of an example together from what the engine answers. */
import { deriveSizes, writeSize } from '../explain/sizes/derive-sizes';
import { printNumber } from '../explain/expression/print';
import type { ElementFormula } from '../explain/element-formula';
import type { WrittenDerivation } from '../explain/dense/write-derivation';
import type { LoomDocument } from '../document/model';
import { inferNetwork, type InferredNode } from '../infer/infer-network';
import type { Example, ExampleKind, ExpectedSize, ExpectedValue, Walk } from './example';
import type { Sheet, SheetLine, SheetPart, SheetTable } from './sheet';
import { isSlip } from './slip';

/** A value of one walk with the formula of every element, as far as an answer sheet has room, row-major. */
export interface WorkedValue {
  /** All its names. */
  readonly names: readonly string[];
  readonly formulas: readonly ElementFormula[];
}

export interface SheetRequest {
  readonly example: Example;
  readonly document: LoomDocument;
  readonly walks: readonly Walk[];
  readonly seed?: string;
  /** What is worked out in a walk, in the order in which it is. */
  readonly work: (walk: Walk) => Promise<readonly WorkedValue[]>;
  /** ∂L/∂w of every weight in symbols, where the example asks for it. */
  readonly derive: (walk: Walk) => Promise<readonly WrittenDerivation[]>;
}

/** Kinds whose networks are dense. */
const DERIVED: readonly ExampleKind[] = ['dense', 'dropout'];

export async function makeSheet({ example, document, walks, seed, work, derive }: SheetRequest): Promise<Sheet> {
  const weights = weightTables(document);
  const parts: SheetPart[] = [];
  for (const walk of walks) {
    const worked = await work(walk);
    const answers = worked.flatMap(({ names, formulas }) => answerLines(formulas, walk.expected.find(({ value }) => names.includes(value))));
    const derivations = walk.mode === 'train' && DERIVED.includes(example.kind) ? await derive(walk) : [];
    parts.push({ title: walk.title, given: [...weights, ...walkTables(walk)], answers: [...answers, ...derivations.map(derivationLine)] });
  }
  if (example.sizes) parts.push({ title: 'Sizes', given: sizeTables(document), answers: sizeLines(document, example.sizes, seed !== undefined) });
  // Numbers drawn anew have nothing to do with slips in the notes.
  const { title, task } = seed === undefined ? example : (example.general ?? example);
  return { title, task, parts, ...(seed === undefined ? example.remark !== undefined && { remark: example.remark } : { seed }) };
}

/** Units are numbered, inputs first; the tensor's own name stands beside. */
function derivationLine({ value, position, text }: WrittenDerivation): SheetLine {
  const { subject, symbols, numbers, result } = text;
  return { subject: `${subject} (${value.replace(/\.grad$/, '')}[${position.join(',')}])`, symbols, numbers, result };
}

function answerLines(formulas: readonly ElementFormula[], { numbers = [], printed = [] }: Partial<ExpectedValue> = {}): SheetLine[] {
  return formulas.map(({ text: { subject, symbols, numbers: filled, result } }, index) => {
    const note = printed[index];
    const known = numbers[index];
    return { subject, symbols, numbers: filled, result, ...(isSlip(note, known) && { printed: printNumber(note) }) };
  });
}

/** A 1×1 convolution is half of a separable one already. */
function isWide({ sizes }: InferredNode): boolean {
  return sizes?.window?.kernel.some((size) => size > 1) ?? false;
}

/** Rows along the last axis. */
function tableOf(name: string, shape: readonly number[], data: ArrayLike<number>): SheetTable {
  const width = shape.at(-1) ?? 1;
  const cells = Array.from(data, (value) => printNumber(value));
  return { name, rows: Array.from({ length: Math.ceil(cells.length / width) }, (_, row) => cells.slice(row * width, (row + 1) * width)) };
}

function weightTables({ graph }: LoomDocument): SheetTable[] {
  return graph.nodes.flatMap(({ name, tensors = {} }) => Object.entries(tensors).flatMap(([key, { value }]) => (value ? [tableOf(`${name}.${key}`, value.shape, value.data)] : [])));
}

function walkTables({ samples, masks = {} }: Walk): SheetTable[] {
  const fed = samples.flatMap(({ inputs, targets = {} }) => [...Object.entries(inputs), ...Object.entries(targets).map(([name, numbers]) => [`${name}.target`, numbers] as const)]);
  const side = (count: number) => (count >= 16 && Number.isInteger(Math.sqrt(count)) ? Math.sqrt(count) : count === 27 ? 3 : count);
  return [...fed, ...Object.entries(masks)].map(([name, numbers]) => tableOf(name, [side(numbers.length)], numbers));
}

/** What each box is set to, defaults included: nobody should have to know them. */
function sizeTables(document: LoomDocument): SheetTable[] {
  return inferNetwork(document).nodes.flatMap((node) => {
    const { name, type } = node.flat.node;
    const rows = node.definition?.target ? [] : settingRows(node);
    return rows.length > 0 ? [{ name: `${name} (${type})`, rows }] : [];
  });
}

function settingRows({ parameters, sizes }: InferredNode): string[][] {
  const settings = parameters as Readonly<Record<string, unknown>>;
  const window = sizes?.window;
  const rows: (readonly [string, unknown])[] = [
    ['shape', settings['shape']],
    ['filters', settings['filters']],
    ['units', settings['units']],
    ['kernel', window?.kernel],
    ['stride', window?.stride],
    ['padding', window && (window.padding.every((side) => side === window.padding[0]) ? window.padding[0] : window.padding)],
    ['bias', settings['bias'] === undefined ? undefined : settings['bias'] ? 'yes' : 'no'],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [[label, Array.isArray(value) ? value.join('×') : String(value)]]));
}

function sizeLines(document: LoomDocument, expected: readonly ExpectedSize[], isPersonal: boolean): SheetLine[] {
  const network = inferNetwork(document);
  return expected.flatMap(({ box, shape, parameters, macs, activations, printed }) => {
    const node = network.nodes.find(({ flat }) => flat.path === box)!;
    const derived = deriveSizes(network, node)!;
    const line = (subject: string, formula: Parameters<typeof writeSize>[0], note?: number): SheetLine => ({ subject: `${subject} of ${box}`, ...writeSize(formula).text, ...(note !== undefined && !isPersonal && { printed: String(note) }) });
    const axes = ['channels', 'height', 'width'];
    return [
      ...(shape ? derived.output.map((one, axis) => line(derived.output.length === 1 ? 'size' : (axes[axis] ?? 'size'), one, axis > 0 ? printed : undefined)) : []),
      ...(parameters === undefined ? [] : [line('parameters', derived.parameters)]),
      ...(activations === undefined ? [] : [line('activations', derived.activations)]),
      ...(macs === undefined ? [] : [line('multiplications', derived.macs)]),
      ...(macs !== undefined && derived.separable && isWide(node) ? [line('share left by a separable convolution instead', derived.separable.ratio)] : []),
    ];
  });
}
