/** One sample as a network takes it: a row of a data set, or inputs given by hand. */
import { fail, LoomError } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Dataset, DataSource, SplitOptions } from '../data/dataset';
import { InProcessData } from '../data/worker/in-process';
import { addFeatures, dataBindings } from './feeds';
import { applyLabelMaps, labelMaps } from './label-map';
import type { OpenData } from './look-subject';
import { givenFeatures, type GivenInputs } from './predict';
import type { ModelSignature } from './signature';

export interface RowPlace {
  readonly source: DataSource;
  readonly split: SplitOptions;
  readonly row: number;
}

export type LookSample =
  | ({ readonly kind: 'row' } & RowPlace)
  /** What is not given is taken from the row `rest`, where there is one. */
  | { readonly kind: 'given'; readonly inputs: GivenInputs; readonly rest?: RowPlace };

export interface ReadSample {
  /** By Input, a batch of one. */
  readonly feeds: Map<string, Tensor>;
  /** Of a row: a file, a line, a number. */
  readonly name?: string;
  /** Of a row: what each Output should say, by its path. */
  readonly truth?: Readonly<Record<string, string>>;
  /** Of the row, also of one that fills in the rest: what its columns for the Inputs hold that are no pictures. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Throws LoomError where the row or an input cannot be read. */
export async function readSample(signature: ModelSignature, sample: LookSample, openData: OpenData): Promise<ReadSample> {
  if (sample.kind === 'row') {
    const dataset = await openData(sample.source, sample.split);
    const feeds = new Map<string, Tensor>();
    addFeatures(signature, await readRow(signature, dataset, sample.row), feeds);
    return { feeds, name: dataset.rowName(sample.row), truth: await truthOf(signature, dataset, sample.row), values: await valuesOf(signature, dataset, sample.row) };
  }
  const { inputs, rest } = sample;
  refusePaths(signature, inputs);
  if (!rest) return { feeds: await givenFeatures(signature, inputs) };
  const dataset = await openData(rest.source, rest.split);
  return { feeds: await givenFeatures(signature, inputs, await readRow(signature, dataset, rest.row)), values: await valuesOf(signature, dataset, rest.row) };
}

/** A look is asked for by windows, and a window may not have any file read by its name. */
function refusePaths({ features }: ModelSignature, inputs: GivenInputs): void {
  const pictures = features.flatMap(({ input, columns }) => columns.filter(({ kind }) => kind === 'image').flatMap(({ name }) => [name, input]));
  for (const name of pictures) if (typeof inputs[name] === 'string') fail('picture-bytes', `“${name}” needs a picture, not text.`, { parameter: name, expected: 'the bytes of a picture file', found: 'text' });
}

async function readRow(signature: ModelSignature, dataset: Dataset, row: number): Promise<Readonly<Record<string, Tensor>>> {
  const job = { source: dataset.source, split: { seed: 0, validation: 0, test: 0 }, fingerprint: dataset.fingerprint, bindings: dataBindings(signature, { withTargets: false }), seed: 0 };
  const stream = new InProcessData(dataset, job, { cacheBytes: 0 }).stream([{ rows: Uint32Array.of(row), epoch: 0, step: 0, training: false }]);
  try {
    const batch = await stream.next();
    if (!batch || batch.rows.length === 0) throw new LoomError(batch?.problems ?? []);
    return applyLabelMaps(labelMaps({ ...signature, targets: [] }, dataset), batch.tensors);
  } finally {
    await stream.close();
  }
}

async function truthOf({ targets }: ModelSignature, dataset: Dataset, row: number): Promise<Record<string, string>> {
  const truth: Record<string, string> = {};
  for (const { node, column } of targets) {
    const text = await cellText(dataset, row, column);
    if (text !== undefined) truth[node] = text;
  }
  return truth;
}

async function valuesOf({ features }: ModelSignature, dataset: Dataset, row: number): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { name, kind } of features.flatMap(({ columns }) => columns)) {
    const text = kind === 'image' ? undefined : await cellText(dataset, row, name);
    if (text !== undefined) values[name] = text;
  }
  return values;
}

/** Undefined for a picture, and where the data has no such column: a run may be asked about other data than its own. */
async function cellText(dataset: Dataset, row: number, name: string): Promise<string | undefined> {
  const column = dataset.columns.find((one) => one.name === name);
  if (!column) return undefined;
  const cell = await dataset.read(row, name);
  if (typeof cell === 'object') return undefined;
  return column.kind === 'category' ? (column.classes?.[Number(cell)] ?? String(cell)) : String(cell);
}
