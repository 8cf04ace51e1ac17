/**
 * Trained networks that come with the application. Each is a document with its weights, `NAME.loom`, and a card beside it,
 * `NAME.json`: what it does, what it has seen, how it was made and how good it is. `scripts/models/make.mjs` writes both.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../core/diagnostic';
import type { LayerCatalog } from '../document/catalog';
import type { LoomDocument } from '../document/model';
import { readDocumentFile } from './document-file';
import { explaining } from './file-problem';

const CARD_ENDING = '.json';

const cardSchema = z.strictObject({
  title: z.string().min(1),
  /** What it does, in one sentence. */
  summary: z.string().min(1),
  /** What it has learned from: whoever meets other pictures must know. */
  seen: z.string().min(1),
  /** Writes the model anew. */
  command: z.string().min(1),
  /** Trains it, with its seed. */
  training: z.string().min(1),
  /** On samples it has not learned from; by name, as they are said: `AP50`. */
  scores: z.record(z.string(), z.number()),
  /** Of what kind the answers are. */
  answers: z.enum(['classes', 'boxes', 'mask', 'points']),
});

export interface BundledModel extends z.infer<typeof cardSchema> {
  /** The identity; equals the file name. */
  readonly name: string;
}

/** By title; none where there is no such folder. Throws LoomError where a card cannot be read. */
export async function listBundledModels(folder: string): Promise<readonly BundledModel[]> {
  const files = await readdir(folder).catch((): string[] => []);
  const cards = await Promise.all(files.filter((file) => file.endsWith(CARD_ENDING)).map((file) => readCard(folder, file.slice(0, -CARD_ENDING.length))));
  return cards.sort((a, b) => a.title.localeCompare(b.title, 'en'));
}

async function readCard(folder: string, name: string): Promise<BundledModel> {
  const path = join(folder, `${name}${CARD_ENDING}`);
  const text = await explaining(path, 'read', () => readFile(path, 'utf8'));
  const card = cardSchema.safeParse(parsed(text));
  if (!card.success) return fail('bad-model-card', `The card of the model “${name}” cannot be read: ${card.error.issues[0]!.message}.`, { file: path, remedy: 'Install LayerLoom again.' });
  return { name, ...card.data };
}

/** Undefined where it is no JSON at all. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The document of one of them, weights included. Throws LoomError naming all where there is no such model. */
export async function readBundledModel(folder: string, name: string, catalog: LayerCatalog): Promise<LoomDocument> {
  const names = (await listBundledModels(folder)).map((model) => model.name);
  if (!names.includes(name)) fail('unknown-model', `No model called “${name}” comes with LayerLoom.`, { found: name, expected: names.join(', '), ...(names.length > 0 && { remedy: `Choose one of: ${names.join(', ')}.` }) });
  return (await readDocumentFile(join(folder, `${name}.loom`), { catalog })).document;
}
