/** How numbers, durations and tables read in a terminal. */
const ESCAPE = '\u001b[';
// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
const STYLES = /\u001b\[[0-9;]*m/g;

export function bold(text: string): string {
  return `${ESCAPE}1m${text}${ESCAPE}0m`;
}

export function dim(text: string): string {
  return `${ESCAPE}2m${text}${ESCAPE}0m`;
}

export function green(text: string): string {
  return `${ESCAPE}32m${text}${ESCAPE}0m`;
}

export function stripped(text: string): string {
  return text.replace(STYLES, '');
}

/** `1,234,567` */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `97.31 %` */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** `8 s`, `2:05 min`, `1:02:05 h` */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)} min` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)} h`;
}

/** `512 B`, `1.5 MB` */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  const value = count / 1000 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

/** A rate or loss with four significant digits, or with an exponent where it is tiny. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(2) : Number(value.toPrecision(4)).toString();
}

export interface TableColumn {
  readonly title: string;
  readonly right?: boolean;
}

/** Columns as wide as their widest cell, two spaces apart; the title row is bold. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (cells: readonly string[]) =>
    columns.map(({ right }, index) => (right ? (cells[index] ?? '').padStart(widths[index]!) : (cells[index] ?? '').padEnd(widths[index]!))).join('  ').trimEnd();
  return [bold(line(columns.map(({ title }) => title))), ...rows.map(line)].join('\n');
}
