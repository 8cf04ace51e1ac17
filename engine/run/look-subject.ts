/** The network that a sample is to flow through, with the weights it has now: of a document, a run, or an exported file. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Dataset, DataSource, SplitOptions } from '../data/dataset';
import type { LoomDocument } from '../document/model';
import { readSafetensorsFile } from '../files/safetensors-file';
import { inferNetwork, type InferredNetwork } from '../infer/infer-network';
import { networkKey } from '../infer/network-key';
import { BEST_CHECKPOINT, listCheckpoints, loadCheckpoint } from './checkpoint';
import { initialTensors } from './initial-tensors';
import { documentSignature } from './look-signature';
import { readRun } from './run-record';
import type { ModelSignature } from './signature';
import { DEFAULT_TRAINING } from './default-training';

/** Which weights of a run: the newest there are, those of its best epoch, or those it ended with. */
export type RunWeights = 'latest' | 'best' | 'final';

export type LookFrom = { readonly run: string; readonly weights?: RunWeights } | DocumentFrom;

/** `version` is equal only for equal documents; the path of its data is absolute. */
export interface DocumentFrom {
  readonly document: LoomDocument;
  readonly version: string;
}

/** Where weights come from, in words and numbers for a person. */
export type WeightsOrigin =
  /** As training would start. */
  | { readonly kind: 'untrained' }
  /** As the document sets every single one of them. */
  | { readonly kind: 'given' }
  | { readonly kind: 'checkpoint'; readonly step: number; readonly epoch: number }
  | { readonly kind: 'best'; readonly step: number; readonly epoch: number }
  | { readonly kind: 'final' };

export interface LookSubject {
  readonly network: InferredNetwork;
  readonly key: string;
  readonly signature: ModelSignature;
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
  readonly origin: WeightsOrigin;
}

/** Opens a data set, or hands out the one that is open. */
export type OpenData = (source: DataSource, split: SplitOptions) => Promise<Dataset>;

/** Tells one state of a subject from the next, so that it is opened again only when it has changed. */
export async function subjectStamp(from: LookFrom): Promise<string> {
  if (!('run' in from)) return `document ${from.version}`;
  const { run, weights = 'latest' } = from;
  if (weights !== 'best') {
    const ended = await stat(finalWeights(run)).catch(() => undefined);
    if (ended) return `run ${run} ${ended.mtimeMs}`;
  }
  const checkpoints = await listCheckpoints(run);
  const newest = checkpoints.find(({ name }) => (name === BEST_CHECKPOINT) === (weights === 'best'));
  return `run ${run} ${weights} ${newest?.name} ${newest?.savedAt}`;
}

export async function openSubject(from: LookFrom, openData: OpenData): Promise<LookSubject> {
  return 'run' in from ? openRunSubject(from.run, from.weights ?? 'latest') : openDocumentSubject(from, openData);
}

/** How a document splits its data that does not say so; the rows of a look do not depend on it. */
const ANY_SPLIT: SplitOptions = { seed: 1, validation: 0.15, test: 0 };

async function openDocumentSubject({ document, version }: DocumentFrom, openData: OpenData): Promise<LookSubject> {
  const network = inferNetwork(document);
  const { data } = document;
  const dataset = data && (await openData(data.source, data.split ?? ANY_SPLIT));
  const signature = documentSignature(network, dataset, data?.preprocessing);
  return { network, key: networkKey(network), signature, ...ownWeights(document, version, network) };
}

/** The tensors of a document alone: they need no data and no sound network. */
export function documentWeights({ document, version }: DocumentFrom): FoundWeights {
  return ownWeights(document, version, inferNetwork(document));
}

function ownWeights(document: LoomDocument, version: string, network: InferredNetwork): FoundWeights {
  const isGiven = network.tensors.size > 0 && [...network.tensors.values()].every(({ settings }) => settings.value);
  const known = lastDrawn?.version === version ? lastDrawn.weights.deref() : undefined;
  const weights = known ?? startingWeights(document, network);
  lastDrawn = { version, weights: new WeakRef(weights) };
  return { weights, origin: { kind: isGiven ? 'given' : 'untrained' } };
}

/** Drawing the weights of ResNet-18 takes a third of a second: looks and traces of one version share them, as long as anyone holds them. */
let lastDrawn: { readonly version: string; readonly weights: WeakRef<FoundWeights['weights']> } | undefined;

function startingWeights(document: LoomDocument, network: InferredNetwork): ReadonlyMap<string, Tensor<'float32'>> {
  return initialTensors(network.tensors, document.training?.seed ?? DEFAULT_TRAINING.seed);
}

async function openRunSubject(run: string, wanted: RunWeights): Promise<LookSubject> {
  const { record, document } = await readRun(run);
  const network = inferNetwork(document);
  const found = await runWeights(run, wanted);
  const { weights, origin } = found ?? { weights: startingWeights(document, network), origin: { kind: 'untrained' } as const };
  return { network, key: networkKey(network), signature: record.signature, weights, origin };
}

type FoundWeights = Pick<LookSubject, 'weights' | 'origin'>;

/** Undefined before the first checkpoint. */
async function runWeights(run: string, wanted: RunWeights): Promise<FoundWeights | undefined> {
  if (wanted === 'best') {
    const { tensors, state } = await loadCheckpoint(run, BEST_CHECKPOINT);
    return { weights: tensors, origin: { kind: 'best', step: state.step, epoch: state.epoch } };
  }
  const file = finalWeights(run);
  if (await stat(file).catch(() => undefined)) {
    return { weights: (await readSafetensorsFile(file)).tensors as ReadonlyMap<string, Tensor<'float32'>>, origin: { kind: 'final' } };
  }
  if (wanted === 'final') return fail('unfinished-run', 'The run has not ended, so it has no final weights yet.', { file: run, remedy: 'Look at its latest checkpoint.' });
  const checkpoint = await loadCheckpoint(run);
  return checkpoint && { weights: checkpoint.tensors, origin: { kind: 'checkpoint', step: checkpoint.state.step, epoch: checkpoint.state.epoch } };
}

function finalWeights(run: string): string {
  return join(run, 'weights.safetensors');
}
