/** Questions to trained models, and models as files. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fail, LoomError } from '../../core/diagnostic';
import type { PruneScope } from '../../compress/prune';
import { explaining } from '../../files/file-problem';
import { decodeModel } from '../../onnx/decode';
import type { Answer, GivenInputs } from '../../run/predict';
import { readRun } from '../../run/run-record';
import { readSignature, type ModelSignature } from '../../run/signature';
import { usualThreads } from '../../run/usual-threads';
import type { Operations } from '../../worker/protocol';
import { packDocument, unpackDocument } from '../document-payload';
import type { DocumentOperations, ImportedDocument } from '../protocol/documents';
import type { ModelOperations, PredictInputs } from '../protocol/models';
import type { Engines } from './engines';
import { fileName } from './fresh-folder';
import type { Grants } from './grants';

const ENDING = '.onnx';
/** A file that a browser holds in memory twice; larger ones are copied from the folder. */
const MAX_DOWNLOAD_BYTES = 512 * 2 ** 20;

/** Where a document does not say how its rows are shared out. */
const USUAL_SPLIT = { seed: 1, validation: 0.1, test: 0.1 };

type AskedOperations = ModelOperations & Pick<DocumentOperations, 'document.import'>;
type InputOf<Name extends keyof AskedOperations> = AskedOperations[Name]['input'];

export class Models {
  constructor(private readonly engines: Engines, private readonly grants: Grants, private readonly exports: string) {}

  async describe(model: string): Promise<ModelSignature> {
    if ((await explaining(model, 'read', () => stat(model))).isDirectory()) return (await readRun(model)).record.signature;
    const { metadata = {} } = decodeModel(await explaining(model, 'read', () => readFile(model)));
    return readSignature(metadata, model);
  }

  /** `path` has been allowed already. */
  async import(path: string, dims: InputOf<'document.import'>['dims']): Promise<ImportedDocument> {
    const { document, report } = await this.engines.ask('import', { file: path, ...(dims && { dims }) });
    return { document: packDocument(document!), report };
  }

  /** Pictures travel to the engine as files, as they do on the command line. */
  async predict({ model, samples, threads = 1 }: InputOf<'model.predict'>): Promise<readonly Readonly<Record<string, Answer>>[]> {
    const { features } = await this.describe(model);
    const pictures = new Set(features.flatMap(({ input, columns }) => columns.filter(({ kind }) => kind === 'image').flatMap(({ name }) => [name, input])));
    const folder = await mkdtemp(join(tmpdir(), 'layerloom-predict-'));
    try {
      const given = await Promise.all(samples.map((sample, index) => this.onDisk(sample, pictures, join(folder, String(index)))));
      return await this.engines.ask('predict', { model, samples: given, threads });
    } catch (error) {
      throw inWordsOfTheWindow(error, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  evaluate({ threads = usualThreads(), ...input }: InputOf<'model.evaluate'>): Promise<Operations['evaluate']['result']> {
    return this.engines.ask('evaluate', { ...input, threads });
  }

  /** `path` has been allowed already. */
  async export({ from, path, replace = false }: InputOf<'model.export'>): Promise<Operations['export']['result']> {
    const source = 'run' in from ? from : { document: unpackDocument(from.document).document };
    const name = 'run' in source ? basename(source.run) : source.document.name;
    const out = path ?? (await this.freeName(fileName(name)));
    if (!replace && (await stat(out).catch(() => undefined))) fail('file-exists', `${out} already exists.`, { file: out, remedy: 'Choose another name, or replace it.' });
    return this.engines.ask('export', { from: source, out });
  }

  /** `path` has been allowed already. */
  async compress({ from, settings, path, replace = false }: InputOf<'model.compress'>): Promise<Operations['compress']['result']> {
    const source = 'run' in from ? from : { document: unpackDocument(from.document).document };
    const name = 'run' in source ? basename(source.run) : source.document.name;
    const out = path ?? (await this.freeName(`${fileName(name)}-${settings.to}`));
    if (!replace && (await stat(out).catch(() => undefined))) fail('file-exists', `${out} already exists.`, { file: out, remedy: 'Choose another name, or replace it.' });
    return this.engines.ask('compress', { from: source, settings, out, threads: 1 });
  }

  pruneCurve(run: string, scope: PruneScope): Promise<Operations['pruneCurve']['result']> {
    return this.engines.ask('pruneCurve', { run, scope, threads: 1 });
  }

  async prune(run: string, { scope, share }: Pick<InputOf<'model.prune'>, 'scope' | 'share'>): Promise<Operations['prune']['result']> {
    const out = await this.freeName(`${fileName(basename(run))}-pruned`);
    return this.engines.ask('prune', { run, settings: { scope, amount: { share } }, out, threads: 1 });
  }

  /** `path` has been allowed already; the data that a document names is allowed here. */
  async exportPytorch({ from, path }: InputOf<'model.exportPytorch'>): Promise<Operations['exportPytorch']['result']> {
    const source = 'run' in from ? from : { document: unpackDocument(from.document).document };
    const name = 'run' in source ? basename(source.run) : source.document.name;
    const out = path ?? (await this.freeName(`${fileName(name)}-pytorch`, ''));
    const data = 'run' in source ? undefined : source.document.data;
    if (!data) return this.engines.ask('exportPytorch', { from: source, out });
    const place = data.source.kind === 'builtin' ? data.source : { ...data.source, path: await this.grants.allow(data.source.path) };
    return this.engines.ask('exportPytorch', { from: source, data: { source: place, split: data.split ?? USUAL_SPLIT }, out });
  }

  async download(path: string): Promise<{ name: string; bytes: Uint8Array }> {
    // The only files that leave through the browser are models: the granted folders hold much else.
    if (!path.endsWith(ENDING)) fail('not-a-model', `${path} is not an exported model.`, { file: path, expected: `a file that ends with ${ENDING}` });
    const { size } = await explaining(path, 'read', () => stat(path));
    if (size > MAX_DOWNLOAD_BYTES) fail('file-too-large', `${path} is too large for a browser.`, { file: path, remedy: 'Copy the file from its folder.' });
    const bytes = await explaining(path, 'read', () => readFile(path));
    return { name: basename(path), bytes: new Uint8Array(bytes) };
  }

  /** The text of a picture column is a path, which a window may not choose freely. */
  private async onDisk(sample: PredictInputs, pictures: ReadonlySet<string>, prefix: string): Promise<GivenInputs> {
    const entries = Object.entries(sample).map(async ([column, value], index): Promise<[string, string]> => {
      if (!(value instanceof Uint8Array)) return [column, pictures.has(column) ? await this.grants.allow(String(value)) : String(value)];
      const file = `${prefix}-${index}`;
      await writeFile(file, value);
      return [column, file];
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  private async freeName(name: string, ending: string = ENDING): Promise<string> {
    for (let number = 1; ; number++) {
      const path = join(this.exports, `${name}${number === 1 ? '' : `-${number}`}${ending}`);
      if (!(await stat(path).catch(() => undefined))) return path;
    }
  }
}

/** The names of our own temporary files mean nothing to a person. */
function inWordsOfTheWindow(error: unknown, folder: string): unknown {
  if (!(error instanceof LoomError)) return error;
  const renamed = (text: string): string => text.split(folder).map((part, index) => (index === 0 ? part : part.replace(/^[\\/]\d+-\d+/, 'the picture'))).join('');
  return new LoomError(error.diagnostics.map(({ file, ...rest }) => ({ ...rest, message: renamed(rest.message), ...(file !== undefined && !file.startsWith(folder) && { file }) })));
}
