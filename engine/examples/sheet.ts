/** A worked example on paper: what is given, what is asked, and the answers with their calculations. */

export interface SheetLine {
  /** `hidden.out[1]`. */
  readonly subject: string;
  /** In symbols and with numbers; absent for what is just read off. */
  readonly symbols?: string;
  readonly numbers?: string;
  readonly result: string;
  /** What lecture notes print, where it is not the result. */
  readonly printed?: string;
}

export interface SheetTable {
  readonly name: string;
  /** Rows of numbers; a vector is one row. */
  readonly rows: readonly (readonly string[])[];
}

export interface SheetPart {
  readonly title: string;
  readonly given: readonly SheetTable[];
  readonly answers: readonly SheetLine[];
}

export interface Sheet {
  readonly title: string;
  /** The seed or ID that the numbers were drawn from. */
  readonly seed?: string;
  readonly task: string;
  readonly parts: readonly SheetPart[];
  readonly remark?: string;
}

export const SHEET_FORMATS = ['text', 'markdown', 'html'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

export interface SheetOptions {
  readonly format: SheetFormat;
  /** Leaves the answers out, for the students' copy. */
  readonly onlyTask?: boolean;
}

export function writeSheet(sheet: Sheet, { format, onlyTask = false }: SheetOptions): string {
  return { text: plainSheet, markdown: markdownSheet, html: htmlSheet }[format](sheet, !onlyTask);
}

function heading({ title, seed }: Sheet): string {
  return seed === undefined ? title : `${title} (${seed})`;
}

/** `= … = … = result`, each step once. */
function steps({ symbols, numbers, result }: SheetLine): string[] {
  return [...new Set([symbols, numbers, result].filter((step) => step !== undefined))];
}

function plainSheet(sheet: Sheet, withAnswers: boolean): string {
  const lines = [heading(sheet), '', sheet.task];
  for (const { title, given, answers } of sheet.parts) {
    lines.push('', title, '-'.repeat(title.length));
    for (const { name, rows } of given) lines.push(...rows.map((row, index) => `${index === 0 ? `${name} = ` : ' '.repeat(name.length + 3)}${row.join('  ')}`));
    if (withAnswers) lines.push('', ...answers.flatMap((line) => [`${line.subject} = ${steps(line).join('\n    = ')}`, ...(line.printed === undefined ? [] : [`    the notes print ${line.printed}`])]));
  }
  if (withAnswers && sheet.remark !== undefined) lines.push('', `Remark: ${sheet.remark}`);
  return lines.join('\n');
}

function markdownSheet(sheet: Sheet, withAnswers: boolean): string {
  const lines = [`# ${heading(sheet)}`, '', sheet.task];
  for (const { title, given, answers } of sheet.parts) {
    lines.push('', `## ${title}`, '', '### Given');
    for (const { name, rows } of given) lines.push('', `\`${name}\``, '', '```', ...rows.map((row) => row.join('  ')), '```');
    if (withAnswers) lines.push('', '### Answers', '', ...answers.flatMap((line) => [`- \`${line.subject}\` = ${steps(line).map((step) => `\`${step}\``).join(' = ')}${line.printed === undefined ? '' : ` (the notes print ${line.printed})`}`]));
  }
  if (withAnswers && sheet.remark !== undefined) lines.push('', `> ${sheet.remark}`);
  return `${lines.join('\n')}\n`;
}

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}' +
  'table{border-collapse:collapse;margin:.25rem 0 1rem}td{border:1px solid #bbb;padding:.1rem .5rem;text-align:right;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;white-space:nowrap}' +
  'dt{font-weight:600;margin-top:.75rem}dd{margin:0 0 0 1.5rem;overflow-wrap:anywhere}h3{font-size:1rem;margin:1rem 0 .25rem}.given{display:flex;flex-wrap:wrap;align-items:flex-start;gap:0 1.5rem}h2,h3,table,dt{break-after:avoid}' +
  // On paper short calculations stand in two columns, and none is torn apart.
  'dl>div{break-inside:avoid;padding-bottom:.4rem}@page{margin:15mm}@media print{body{max-width:none;margin:0;padding:0;font-size:10.5pt}dl{columns:2;column-gap:8mm}dt{margin-top:0}}';

function htmlSheet(sheet: Sheet, withAnswers: boolean): string {
  const parts = sheet.parts.map(({ title, given, answers }) => {
    const tables = given.map(({ name, rows }) => `<table><caption>${escaped(name)}</caption>${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`);
    const items = answers.map((line) => `<div><dt>${escaped(line.subject)}</dt>${steps(line).map((step) => `<dd>= ${escaped(step)}</dd>`).join('')}${line.printed === undefined ? '' : `<dd>The notes print ${escaped(line.printed)}.</dd>`}</div>`);
    return `<h2>${escaped(title)}</h2><div class="given">${tables.join('')}</div>${withAnswers ? `<h3>Answers</h3><dl>${items.join('')}</dl>` : ''}`;
  });
  const remark = withAnswers && sheet.remark !== undefined ? `<p><em>${escaped(sheet.remark)}</em></p>` : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(heading(sheet))}</title><style>${STYLE}</style></head><body><h1>${escaped(heading(sheet))}</h1><p>${escaped(sheet.task)}</p>${parts.join('')}${remark}</body></html>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}
