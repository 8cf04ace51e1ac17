/** What a look inside a network in training has found: plain data, small enough to send and to keep. */
import type { Distribution } from './distribution';

export interface WatchRecord {
  readonly event: 'watch';
  /** Steps done. */
  readonly step: number;
  /** Epochs done. */
  readonly epoch: number;
  /** Rows of the probe batch: the same ones in every record of a run, without augmentation. */
  readonly samples: number;
  /** The weighted sum of all losses over the probe batch. */
  readonly loss: number;
  /** The learning rate of the step before; absent at the start. */
  readonly rate?: number;
  /** Sources first. */
  readonly ports: readonly WatchedPort[];
  /** Everything that is trained. */
  readonly tensors: readonly WatchedTensor[];
}

export interface WatchedPort {
  /** Name path of the box. */
  readonly node: string;
  readonly port: string;
  /** The layer's identity in documents. */
  readonly type: string;
  readonly activation: Distribution;
  /** Of the mean loss by each value; absent where the loss does not depend on the port. */
  readonly gradient?: Distribution;
  /**
   * √N · ‖∂ mean loss / ∂ values‖: the root mean square, over the N rows, of the length of the gradient of a row's own loss.
   * Unlike the length of the whole tensor it does not shrink with a larger batch. In units of the loss per unit of the value.
   */
  readonly gradientNorm?: number;
  /** Channels of a picture or units of a vector that are exactly 0 for every row; of layers that can die. */
  readonly units?: { readonly count: number; readonly dead: number };
  /** Share of values within 0.01 of a limit; of layers with limits. */
  readonly saturated?: number;
  /** Every row gives the same values. */
  readonly isSame?: true;
}

export interface WatchedTensor {
  readonly key: string;
  /** Name path of the box that owns it. */
  readonly node: string;
  readonly axes: number;
  readonly value: Distribution;
  /** Of the mean loss, before penalties and clipping. Its `norm` is the gradient norm of the tensor. */
  readonly gradient?: Distribution;
  /** ‖last change‖ / ‖value‖, as the optimizer made it; absent before the first step. */
  readonly update?: number;
}

/** Statistics take at most this share of the time of a run, unless it says otherwise. */
export const WATCH_SHARE = 0.05;
