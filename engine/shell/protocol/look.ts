/** Looking into a network: a sample flows through it, while another run trains or before any has. */
import type { DataSource, SplitOptions } from '../../data/dataset';
import type { Look, LookValues, TensorsLook } from '../../run/look';
import type { LiveModel } from '../../run/live-model';
import type { LiveValues } from '../../run/live-values';
import type { RunWeights } from '../../run/look-subject';
import type { ModelSignature } from '../../run/signature';
import type { Xray } from '../../run/xray/answer';
import type { DocumentPayload } from './documents';
import type { PredictInputs } from './models';

/**
 * A run with its newest, best or final weights (the newest unless said); a document with those it would start from. The host keeps it
 * under the name `keep`, which then stands for it (`sent-documents.ts`; a `ShellClient` does so by itself).
 */
export type LookFrom = { readonly run: string; readonly weights?: RunWeights } | { readonly document: DocumentPayload; readonly keep?: string } | { readonly kept: string };

export interface RowPlace {
  readonly source: DataSource;
  readonly split: SplitOptions;
  readonly row: number;
}

/** Pictures are given as the bytes of their files. What is not given is taken from the row `rest`, where there is one. */
export type LookSample = ({ readonly kind: 'row' } & RowPlace) | { readonly kind: 'given'; readonly inputs: PredictInputs; readonly rest?: RowPlace };

interface OneSample {
  readonly from: LookFrom;
  readonly sample: LookSample;
}

interface Page {
  /** On the first axis: channels of a picture, filters of a tensor, values of a vector. */
  readonly first?: number;
  readonly count?: number;
}

export interface LookOperations {
  /** Feature maps of every box, reduced, and the answers. An exported file (`model`) gives answers alone. */
  'network.look': { input: { readonly from: LookFrom | { readonly model: string }; readonly sample: LookSample; readonly pictureSize?: number; readonly maps?: number }; result: Look };
  /** What the network takes and answers, before any sample. */
  'network.describe': { input: { readonly from: LookFrom | { readonly model: string } }; result: ModelSignature };
  /** The whole model with the weights it has now, to be run in the window. */
  'network.live': { input: { readonly from: LookFrom | { readonly model: string } }; result: LiveModel };
  /** A live frame through the whole model, natively: where that is faster than in the window. */
  'network.run': { input: { readonly from: LookFrom | { readonly model: string }; readonly inputs: readonly LiveValues[] }; result: readonly LiveValues[] };
  /** What a head that finds objects answers at every place, before any suppression; for a row, who answers for which object and what each costs. */
  'network.xray': { input: OneSample & { readonly head?: string; readonly answersOnly?: boolean }; result: Xray };
  /** The values of one port as they are. */
  'network.lookAt': { input: OneSample & Page & { readonly path: string; readonly port: string }; result: LookValues };
  /** What all tensors are like: spread, share of zeros, histogram. */
  'network.tensors': { input: { readonly from: LookFrom }; result: TensorsLook };
  /** The values of one tensor (`stage2/conv.weight`) as they are. */
  'network.tensor': { input: Page & { readonly from: LookFrom; readonly key: string }; result: LookValues };
}

export const MAX_PICTURE_SIZE = 256;
export const MAX_MAPS = 64;
