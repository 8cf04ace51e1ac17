/** The rows of the size table: one per layer, those inside blocks included, with sorting, filtering and totals. */
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import type { InferredNetwork, InferredNode } from '../../engine/infer/infer-network';
import { kindOf, type Kind } from '../network/kind';
import { formatBytes, formatCount, shapeText } from '../network/text';
import type { ShapeOrder } from '../store/session-store';

export interface SizeRow {
  /** Names from the outside in. */
  readonly path: string;
  readonly place: readonly string[];
  readonly node: string;
  readonly title: string;
  readonly kind: Kind;
  readonly inferred: InferredNode;
  /** In the order of the wires. */
  readonly order: number;
}

export interface Column {
  readonly id: string;
  title(order: ShapeOrder): string;
  readonly isNumber: boolean;
  text(row: SizeRow, order: ShapeOrder): string;
  /** What its numbers are called where they are explained. */
  readonly quantity?: Quantity;
  /** What sorting compares. */
  sortValue(row: SizeRow): string | number;
}

function output({ inferred }: SizeRow) {
  return inferred.sizes?.outputs[0];
}

function numberColumn(id: string, title: string, quantity: Quantity, value: (row: SizeRow) => number | undefined, format = formatCount): Column {
  return {
    id,
    quantity,
    title: () => title,
    isNumber: true,
    text: (row) => {
      const found = value(row);
      return found === undefined ? '—' : format(found);
    },
    sortValue: (row) => value(row) ?? -1,
  };
}

export const COLUMNS: readonly Column[] = [
  { id: 'layer', title: () => 'Layer', isNumber: false, text: ({ path }) => path, sortValue: ({ order }) => order },
  { id: 'kind', title: () => 'Kind', isNumber: false, text: ({ title }) => title, sortValue: ({ title }) => title },
  {
    id: 'output',
    quantity: 'output',
    title: (order) => (order === 'channels-last' ? 'Output (h × w × c)' : 'Output (c × h × w)'),
    isNumber: true,
    text: (row, order) => {
      const shape = output(row);
      return shape ? shapeText(shape, order, ' × ') : '—';
    },
    sortValue: (row) => row.inferred.sizes?.activations ?? -1,
  },
  numberColumn('activations', 'Activations', 'memory', ({ inferred }) => inferred.sizes?.activations),
  numberColumn('parameters', 'Parameters', 'parameters', ({ inferred }) => inferred.sizes?.parameters),
  numberColumn('macs', 'MACs', 'macs', ({ inferred }) => inferred.sizes?.macs),
  {
    id: 'receptive-field',
    quantity: 'field',
    title: () => 'Receptive field',
    isNumber: true,
    text: ({ inferred: { receptiveField } }) => (receptiveField ? [...new Set(receptiveField.size)].join(' × ') : '—'),
    sortValue: ({ inferred: { receptiveField } }) => receptiveField?.size.reduce((product, size) => product * size, 1) ?? -1,
  },
  numberColumn('memory', 'Activation memory', 'memory', ({ inferred }) => inferred.sizes?.activationBytes, formatBytes),
];

export function sizeRows(network: InferredNetwork): readonly SizeRow[] {
  return network.nodes.map((inferred, order) => {
    const { flat, definition } = inferred;
    return { path: flat.path, place: flat.instancePath, node: flat.node.id, title: definition?.title ?? flat.node.type, kind: kindOf(flat.node.type), inferred, order };
  });
}

export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

export function arrangeRows(rows: readonly SizeRow[], words: string, sorting: Sorting): readonly SizeRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(({ path, title }) => wanted.every((word) => `${path} ${title}`.toLowerCase().includes(word)));
  const { sortValue } = COLUMNS.find(({ id }) => id === sorting.column)!;
  const direction = sorting.isDescending ? -1 : 1;
  const compare = (a: string | number, b: string | number) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));
  return [...found].sort((a, b) => direction * compare(sortValue(a), sortValue(b)) || a.order - b.order);
}

export interface Totals {
  readonly activations: number;
  readonly parameters: number;
  readonly macs: number;
  readonly memory: number;
}

/** Of all layers; tensors that copies share count once. */
export function totalsOf({ totals, nodes }: InferredNetwork): Totals {
  return { activations: totals.activations, parameters: totals.params, macs: totals.macs, memory: nodes.reduce((sum, { sizes }) => sum + (sizes?.activationBytes ?? 0), 0) };
}

/** As it stands on screen; without thousands separators where a program will read it. */
function cells(rows: readonly SizeRow[], order: ShapeOrder): string[][] {
  return [COLUMNS.map(({ title }) => title(order)), ...rows.map((row) => COLUMNS.map((column) => column.text(row, order)))];
}

export function tableAsCsv(rows: readonly SizeRow[], order: ShapeOrder): string {
  const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const plain = (text: string) => (/^[\d,]+$/.test(text) ? text.replaceAll(',', '') : text);
  return cells(rows, order).map((line) => line.map((text) => quote(plain(text))).join(',')).join('\n');
}

export function tableAsMarkdown(rows: readonly SizeRow[], order: ShapeOrder): string {
  const [head, ...body] = cells(rows, order);
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  const rule = COLUMNS.map(({ isNumber }) => (isNumber ? '---:' : '---'));
  return [line(head!), line(rule), ...body.map(line)].join('\n');
}
