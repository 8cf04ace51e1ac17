/** A trained network as a document: everything to look at and change it, with what it has learned as given values. */
import { stat } from 'node:fs/promises';
import { writeDocumentFile } from '../files/document-file';
import { giveWeights } from '../infer/given-weights';
import { inferNetwork } from '../infer/infer-network';
import { readRun } from '../run/run-record';
import { withEngine } from './engine';
import { refuse } from './option-values';

export const NETWORK_ENDING = '.loom';

export interface WrittenNetwork {
  readonly file: string;
  readonly bytes: number;
  /** With their values. */
  readonly tensors: number;
}

/** Of a run its final weights, or those of its last checkpoint. */
export async function writeNetwork(run: string, out: string): Promise<WrittenNetwork> {
  if (!(await stat(run).catch(() => undefined))?.isDirectory()) refuse(`A ${NETWORK_ENDING} is written from a run; ${run} is none.`);
  const [{ document }, { tensors }] = await Promise.all([readRun(run), withEngine((engine) => engine.request('weights', { path: run }).result)]);
  const given = giveWeights(document, inferNetwork(document), new Map(tensors));
  await writeDocumentFile(out, given.document);
  return { file: out, bytes: (await stat(out)).size, tensors: given.taken.length };
}
