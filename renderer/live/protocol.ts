/**
 * Messages between the window and a worker that runs a live network. One frame is under way at a time; the worker answers
 * every message that has an `id` with one message of the same id.
 */
import type { ModelSignature } from '../../engine/run/signature';
import type { Tensor } from '../../engine/core/dtype';
import type { Detection, VisionAnswer } from '../../engine/vision/answer';
import type { ModelTask } from '../../engine/vision/model-task';
import type { Suppression } from '../../engine/vision/nms';

/** Where the numbers are computed: the graphics card, or the processor, within the browser or natively in the engine. */
export type LiveBackend = 'webgpu' | 'wasm' | 'engine';

/** What a person sets with sliders: it changes what is made of an answer, not the answer. */
export interface AnswerSettings {
  /** Boxes that score less are not shown, 0 … 1. */
  readonly scoreAtLeast: number;
  /** Of two boxes of a class that overlap by more than this, the better one stays, 0 … 1. */
  readonly iou: number;
  /** Whether boxes that were suppressed are told too. */
  readonly withRaw?: boolean;
  /** How points are followed from frame to frame; without it every frame is looked at as a whole. */
  readonly follow?: FollowSettings;
}

export interface FollowSettings {
  /** Cutoff of the smoothing at rest, in Hz: lower trembles less. */
  readonly cutoff: number;
  /** How much the cutoff rises with speed: higher lags less. */
  readonly beta: number;
  /** Below this score something is lost, and looked for again, 0 … 1. */
  readonly lostBelow: number;
  /** Rises when somebody asks to look for everything anew. */
  readonly anew: number;
}

export interface LoadedModel {
  /** An ONNX file. */
  readonly bytes: Uint8Array;
  /** Absent for a file that LayerLoom did not write. */
  readonly signature: ModelSignature | undefined;
  /** What a file from elsewhere is for, where that was recognised. */
  readonly task: ModelTask | undefined;
  /** Finds what a landmark model is to look at. */
  readonly detector?: LoadedModel;
  /** Tells gestures from the points that this model tells. */
  readonly gestures?: LoadedModel;
}

/** Which of the models that work together. */
export type ModelPart = 'model' | 'detector' | 'gestures';

/** One Output's answer about a frame. Numbers stand for what is neither classes, boxes, pixels nor points. */
export interface LiveAnswer {
  /** Name path of the Output, or the name of the file's output. */
  readonly node: string;
  readonly answer: VisionAnswer | { readonly kind: 'numbers'; readonly values: readonly number[] };
  /** Every box over the least score, before suppression, and who suppressed whom; on demand. */
  readonly raw?: { readonly candidates: readonly Detection[]; readonly suppression: Suppression };
}

/** In milliseconds, as measured in the worker. */
export interface WorkerTimes {
  readonly preprocess: number;
  readonly run: number;
  readonly decode: number;
  /** Of the detector, in frames in which it was asked. */
  readonly find?: number;
  /** Of the network that tells gestures, in frames in which it was asked. */
  readonly gesture?: number;
}

/** Whether the points of this frame were looked for in all of it, or around those of the frame before. */
export type Following = 'looking' | 'tracking';

/** What the worker holds: none of it may grow while frames come and go. */
export interface WorkerHoldings {
  /** Frames taken and not yet let go of. */
  readonly frames: number;
  /** Tensors of the runtime, in and out. */
  readonly tensors: number;
  readonly sessions: number;
}

/** A picture that can be handed to another thread. */
export type Frame = VideoFrame | ImageBitmap;

export type ToLiveWorker =
  /** Opens the runtime and the model, and runs it a few times on a grey picture. `takesSoftware`: even a graphics card that is only imitated. */
  | { readonly kind: 'load'; readonly id: number; readonly backend: LiveBackend; readonly threads: number; readonly model: LoadedModel; readonly takesSoftware: boolean }
  /** The same or another model, from the next frame on; the old one answers until then. */
  | { readonly kind: 'swap'; readonly id: number; readonly model: LoadedModel }
  /** Transferred; the worker closes it. */
  | { readonly kind: 'frame'; readonly id: number; readonly frame: Frame; readonly settings: AnswerSettings }
  /** The last frame's answer once more, with other settings. */
  | { readonly kind: 'decode'; readonly id: number; readonly settings: AnswerSettings }
  /** What the engine computed for `run`. */
  | { readonly kind: 'ran'; readonly id: number; readonly outputs?: readonly NamedTensor[]; readonly problem?: string };

export type FromLiveWorker =
  /** `milliseconds`: the median of the runs after the first. */
  | { readonly kind: 'loaded'; readonly id: number; readonly milliseconds: number }
  | { readonly kind: 'swapped'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answers: readonly LiveAnswer[]; readonly times: WorkerTimes; readonly size: { readonly width: number; readonly height: number }; readonly holdings: WorkerHoldings; readonly following?: Following }
  /** Why, as a sentence. */
  | { readonly kind: 'failed'; readonly id: number; readonly sentence: string }
  /** Asks the window to have the engine run the model; answered by `ran` with this id. */
  | { readonly kind: 'run'; readonly id: number; readonly part: ModelPart; readonly inputs: readonly NamedTensor[] };

export type NamedTensor = Tensor & { readonly name: string };
