/** The table of contents of a `.loomz` file: which of its files is what. */
import { z } from 'zod';
import { fail } from '../core/diagnostic';
import { APP_VERSION } from '../document/version';
import { unsafeNameReason } from './archive-name';

export const MANIFEST_NAME = 'layerloom-pack.json';
const PACK_VERSION = 1;

/** Callers join these to paths, so they are as suspect as the names of the entries. */
const name = z.string().refine((text) => unsafeNameReason(text) === undefined);

const manifestSchema = z.looseObject({
  format: z.literal('layerloom-pack'),
  version: z.int(),
  writer: z.string(),
  document: name,
  data: name.optional(),
  weights: name.optional(),
  run: z.array(name).optional(),
});

/** Names within the pack: the document, its data (a folder or file), the weights, the files of the run summary. */
export type PackContents = Pick<z.infer<typeof manifestSchema>, 'document' | 'data' | 'weights' | 'run'>;

export function writeManifest(contents: PackContents): Uint8Array {
  const manifest = { format: 'layerloom-pack', version: PACK_VERSION, writer: APP_VERSION, ...contents };
  return new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** `file` is the pack, for messages. */
export function readManifest(bytes: Uint8Array, file: string): PackContents {
  const reject = (reason: string): never => fail('not-a-pack', `${file} is not a LayerLoom pack: ${reason}.`, { file });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return reject(`its "${MANIFEST_NAME}" is not JSON`);
  }
  const { success, data } = manifestSchema.safeParse(json);
  if (!success) return reject(`its "${MANIFEST_NAME}" does not say which of its files is what`);
  if (data.version > PACK_VERSION) {
    fail('pack-too-new', `${file} was packed by LayerLoom ${data.writer}; this is LayerLoom ${APP_VERSION}, which cannot unpack it.`, {
      file,
      remedy: `Unpack it with LayerLoom ${data.writer} or newer.`,
    });
  }
  return data;
}
