/** From the bytes of a CSV file to named columns of text, each row with its line number. */
import Papa from 'papaparse';
import { fail, LoomError, problem, type Diagnostic } from '../core/diagnostic';
import { looksLikeImage } from './decode/formats';
import { count, note, some } from './findings';

export interface CsvText {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** 1-based line in the file on which each row begins. */
  readonly lines: Uint32Array;
  /** Numbers are written with a decimal comma, as spreadsheets in many languages do. */
  readonly decimalComma: boolean;
  readonly findings: readonly Diagnostic[];
}

const SHOWN_PROBLEMS = 10;
const PREVIEWED_ROWS = 50;
const DELIMITERS = [',', ';', '\t', '|'];
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', '?']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA_NUMBER = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;

export function isMissing(value: string): boolean {
  return MISSING.has(value.trim().toLowerCase());
}

/** The number a cell holds, or `undefined`. */
export function numberIn(value: string, decimalComma: boolean): number | undefined {
  const text = value.trim();
  if (NUMBER.test(text)) return Number(text);
  return decimalComma && COMMA_NUMBER.test(text) ? Number(text.replace(',', '.')) : undefined;
}

export function parseCsv(bytes: Uint8Array, file: string, header: boolean | undefined): CsvText {
  const { text, findings } = decodeText(bytes, file);
  const delimiter = delimiterOf(text);
  const parsed = Papa.parse<string[]>(text, { delimiter });
  const { rows, lines } = numberLines(parsed.data);
  const quote = parsed.errors.find((error) => error.type === 'Quotes');
  if (quote) {
    const line = lines[Math.min(quote.row ?? 0, lines.length - 1)] ?? 1;
    fail('csv-quotes', `${file}, line ${line}: a quoted value is not closed properly.`, { file, line, remedy: 'Write a quote inside a quoted value twice ("").' });
  }
  if (rows.length === 0) fail('csv-empty', `${file} holds no rows.`, { file, expected: 'a line of column names and one line per sample', found: 'nothing' });
  const named = header ?? looksLikeHeader(rows);
  const names = named ? rows[0]!.map((name, index) => name.trim() || `column ${index + 1}`) : rows[0]!.map((_, index) => `column ${index + 1}`);
  requireEvenRows(rows, lines, file);
  requireDistinct(names, file);
  const first = named ? 1 : 0;
  if (rows.length === first) fail('csv-empty', `${file} holds column names and no rows.`, { file, expected: 'one line per sample', found: `only the line ${names.join(', ')}` });
  const layout = named
    ? note('csv-header', `Understood line ${lines[0]} as the names of ${count(names.length, 'column')}: ${some(names)}.`)
    : note('csv-header', `Understood no line as column names; the columns are called ${some(names)}.`, 'If the first line holds names, set "header" to true.');
  return { names, rows: rows.slice(first), lines: Uint32Array.from(lines.slice(first)), decimalComma: delimiter !== ',', findings: [layout, ...findings] };
}

function decodeText(bytes: Uint8Array, file: string): { text: string; findings: Diagnostic[] } {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe && 'utf-16le') || (bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be');
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), findings: [] };
  if (bytes.subarray(0, 4096).includes(0)) fail('csv-binary', `${file} is not a text file.`, { file, expected: 'comma-separated text', found: 'binary data', remedy: 'Export the table as CSV.' });
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), findings: [] };
  } catch {
    const finding = note('csv-encoding', `${file} is not UTF-8; its text was read as Windows-1252.`, 'Save it as UTF-8 if letters look wrong.');
    return { text: new TextDecoder('windows-1252').decode(bytes), findings: [finding] };
  }
}

/**
 * The delimiter that divides the first lines into the most values, the same number on each; else the one that is most
 * frequent. (Papa's own guess fails on tables of two columns.)
 */
function delimiterOf(text: string): string {
  const widths = DELIMITERS.map((delimiter) => {
    const rows = Papa.parse<string[]>(text, { delimiter, preview: PREVIEWED_ROWS, skipEmptyLines: true }).data;
    const width = rows[0]?.length ?? 1;
    return { delimiter, width, even: width > 1 && rows.every((row) => row.length === width) };
  });
  widths.sort((a, b) => Number(b.even) - Number(a.even) || b.width - a.width);
  return widths[0]!.delimiter;
}

/** Drops empty lines and numbers the others; a quoted value may span lines. */
function numberLines(data: readonly string[][]): { rows: string[][]; lines: number[] } {
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = 1;
  for (const row of data) {
    if (row.length > 1 || row[0]!.trim() !== '') {
      rows.push(row);
      lines.push(line);
    }
    line += row.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 1);
  }
  return { rows, lines };
}

/** Names are texts, all different, that do not occur as values; a line with a number or a picture in it is data. */
function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const first = rows[0]!;
  if (new Set(first).size < first.length) return false;
  if (first.some((cell) => isMissing(cell) || numberIn(cell, true) !== undefined || looksLikeImage(cell))) return false;
  return !rows.slice(1, 1001).some((row) => row.some((cell, index) => cell === first[index]));
}

function requireEvenRows(rows: readonly (readonly string[])[], lines: readonly number[], file: string): void {
  const expected = rows[0]!.length;
  const problems = rows.flatMap((row, index) =>
    row.length === expected
      ? []
      : [problem('csv-ragged', `${file}, line ${lines[index]}: ${count(row.length, 'value')}, but line ${lines[0]} has ${expected}.`, {
          file, line: lines[index]!, expected: `${expected} values`, found: `${row.length}`,
          remedy: row.length > expected ? 'Put values that contain the delimiter in quotes.' : 'Add the missing values; leave a value empty where it is unknown.',
        })],
  );
  if (problems.length === 0) return;
  const rest = problems.length - SHOWN_PROBLEMS;
  throw new LoomError(rest > 0 ? [...problems.slice(0, SHOWN_PROBLEMS), problem('csv-ragged', `${count(rest, 'more line')} of ${file} ${rest === 1 ? 'has' : 'have'} a wrong number of values.`, { file })] : problems);
}

function requireDistinct(names: readonly string[], file: string): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) fail('csv-repeated-name', `${file} has two columns called "${repeated}".`, { file, line: 1, remedy: 'Rename one of them.' });
}
