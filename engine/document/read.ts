/** From the text of a `.loom` document to the document, or to the exact line and column of everything that is wrong. */
import { fail, LoomError, type Diagnostic } from '../core/diagnostic';
import { adoptLayers, type LayerCatalog } from './catalog';
import { checkDocument } from './check';
import { parseJsonText, type JsonText } from './json-text';
import { FORMAT_MIGRATIONS, migrateFormat, type FormatMigration } from './migrations/index';
import type { JsonObject, LoomDocument } from './model';
import { documentSchema, headerSchema, type StoredTensors } from './schema';
import { describeIssue, valueAt } from './schema-issue';
import { APP_VERSION, FORMAT_VERSION } from './version';

export interface ReadOptions {
  /** The name of the file in messages. */
  readonly file?: string;
  /** Tensors from the safetensors file beside the document. */
  readonly tensors?: StoredTensors;
  /** Without it, layer types and versions are taken as they stand. */
  readonly catalog?: LayerCatalog;
  /** The format to read; other than the present one only in tests of the mechanism. */
  readonly format?: { readonly version: number; readonly migrations: readonly FormatMigration[] };
}

export interface ReadResult {
  readonly document: LoomDocument;
  /** What a person should know although the document opened: unknown layers, missing data. */
  readonly diagnostics: readonly Diagnostic[];
}

type Schema = typeof headerSchema | ReturnType<typeof documentSchema>;

/** Shows a person the first few; a file of another kind would otherwise fill pages. */
const MAX_PROBLEMS = 20;

function located(message: string, path: readonly (string | number)[], text: JsonText, file: string): Pick<Diagnostic, 'message' | 'file' | 'line' | 'column'> {
  const { line, column } = text.positionOf(path);
  return { message: `${file}, line ${line}, column ${column}: ${message}`, file, line, column };
}

function checkSchema<S extends Schema>(schema: S, value: unknown, text: JsonText, file: string): S['_output'] {
  const result = schema.safeParse(value);
  if (result.success) return result.data as S['_output'];
  // Several rules may fail on one field; the first says enough.
  const seen = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const issue of result.error.issues) {
    const key = issue.path.join('\n');
    if (seen.has(key)) continue;
    seen.add(key);
    const { message, node } = describeIssue(issue, value);
    problems.push({ code: 'document-schema', severity: 'error', node, ...located(message, issue.path as (string | number)[], text, file) });
  }
  throw new LoomError(problems.slice(0, MAX_PROBLEMS));
}

function refuseNewer(header: { version: number; writer: string; oldestReader: number }, supported: number, file: string): void {
  if (header.oldestReader <= supported) return;
  fail(
    'document-too-new',
    `${file} was saved by LayerLoom ${header.writer} and needs document format ${header.oldestReader}; this is LayerLoom ${APP_VERSION}, which reads format ${supported}.`,
    { file, remedy: `Open it with LayerLoom ${header.writer} or newer. The file was left as it is.` },
  );
}

/** Throws LoomError naming file, line and column of what is wrong. */
export function readDocument(source: string, options: ReadOptions = {}): ReadResult {
  const { file = 'document', tensors = new Map(), catalog, format = { version: FORMAT_VERSION, migrations: FORMAT_MIGRATIONS } } = options;
  const text = parseJsonText(source, file);
  if (valueAt(text.value, ['format']) !== 'layerloom') {
    const place = located('the field "format" is not "layerloom", so this is not a LayerLoom document.', ['format'], text, file);
    throw new LoomError([{ code: 'not-a-document', severity: 'error', ...place }]);
  }
  const header = checkSchema(headerSchema, text.value, text, file);
  refuseNewer(header, format.version, file);
  const current = migrateFormat(text.value as JsonObject, format.version, format.migrations);
  const document = checkSchema(documentSchema(tensors), current, text, file);
  const findings = checkDocument(document);
  if (findings.length > 0) {
    throw new LoomError(
      findings.slice(0, MAX_PROBLEMS).map(({ path, diagnostic }) => ({ ...diagnostic, ...located(diagnostic.message, path, text, file) })),
    );
  }
  return catalog ? adoptLayers(document, catalog) : { document, diagnostics: [] };
}
