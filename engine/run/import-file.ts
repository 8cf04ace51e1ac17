/** Opens an .onnx file of the disk, with the data files beside it. */
import { closeSync, openSync, readSync, realpathSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, resolve, sep } from 'node:path';
import { LoomError, fail } from '../core/diagnostic';
import type { LoomDocument } from '../document/model';
import { writeDocumentFile } from '../files/document-file';
import { explaining, fileProblem } from '../files/file-problem';
import { importModel, type Imported } from '../import/import-model';
import type { ImportReport } from '../import/report';
import type { ExternalPlace } from '../import/read-source';
import { runtimeTypes } from './onnx-types';

export interface ImportRequest {
  readonly file: string;
  /** Sizes that the file leaves open, by name. */
  readonly dims?: Readonly<Record<string, number>>;
  /** Where the document is written; without it, it comes with the answer. */
  readonly out?: string;
}

export interface ImportResult {
  readonly report: ImportReport;
  readonly file?: string;
  readonly document?: LoomDocument;
}

/** Protobuf's own limit for one message; larger models keep their weights in files beside it. */
const MOST_BYTES = 2 ** 31 - 1;

/** Weights of all kinds together; a document holds them in memory. */
const MOST_WEIGHT_BYTES = 8 * 2 ** 30;

/** Throws LoomError that names the file. */
export async function importFile({ file, dims, out }: ImportRequest): Promise<ImportResult> {
  const { document, report } = await named(file, () => readModel(file, dims));
  if (out === undefined) return { report, document };
  await writeDocumentFile(out, document);
  return { report, file: out };
}

async function readModel(file: string, dims: ImportRequest['dims']): Promise<Imported> {
  const { size } = await explaining(file, 'read', () => stat(file));
  if (size > MOST_BYTES) fail('onnx-too-large', `The file has ${(size / 2 ** 30).toFixed(1)} GiB; one ONNX file holds at most 2 GiB.`, { remedy: 'Save it with its weights as external data.' });
  const bytes = await explaining(file, 'read', () => readFile(file));
  const beside = new FilesBeside(dirname(file));
  try {
    return await importModel(bytes, { name: basename(file, extname(file)), external: (place) => beside.read(place), typesOf: runtimeTypes, ...(dims && { dims }) });
  } finally {
    beside.close();
  }
}

/** Every fault names the file it was found in. */
async function named<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    throw new LoomError(error.diagnostics.map((one) => (one.file ? one : { ...one, file, message: `${file}: ${one.message}` })));
  }
}

/** Files in the folder of the model, read tensor by tensor and never as a whole. */
class FilesBeside {
  private readonly open = new Map<string, number>();
  private total = 0;

  constructor(private readonly folder: string) {}

  read({ location, offset, length }: ExternalPlace): Uint8Array {
    this.total += length;
    if (this.total > MOST_WEIGHT_BYTES) fail('onnx-too-large', `Its weights take more than ${MOST_WEIGHT_BYTES / 2 ** 30} GiB, which is more than a document holds.`);
    const path = this.pathOf(location);
    const handle = this.handleOf(path);
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const count = readSync(handle, bytes, at, Math.min(length - at, 2 ** 30), offset + at);
      if (count === 0) fail('onnx-external-data', `“${location}” ends before byte ${offset + length}, where a tensor of the model lies.`, { remedy: 'Copy the data file again, next to the model.' });
      at += count;
    }
    return bytes;
  }

  close(): void {
    for (const handle of this.open.values()) closeSync(handle);
  }

  /** Only files in the folder of the model or below: a model must not be able to name any file of the machine. */
  private pathOf(location: string): string {
    const refuse = () => fail('onnx-external-data', `The model keeps weights in “${location}”, outside its own folder, which is not read.`, { remedy: 'Put the data file next to the model.' });
    const path = resolve(this.folder, location);
    if (isAbsolute(location) || !isWithin(resolve(this.folder), path)) return refuse();
    try {
      const real = realpathSync(path);
      return isWithin(realpathSync(this.folder), real) ? real : refuse();
    } catch (error) {
      throw fileProblem(error, path, 'read');
    }
  }

  private handleOf(path: string): number {
    const known = this.open.get(path);
    if (known !== undefined) return known;
    try {
      const handle = openSync(path, 'r');
      this.open.set(path, handle);
      return handle;
    } catch (error) {
      throw fileProblem(error, path, 'read');
    }
  }
}

function isWithin(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
