/**
 * Every message between a shell (Electron, browser server, command line) and the engine process, and between the engine's
 * supervisor and its compute host: one protocol on both stretches. Messages are structured-cloneable; a request is answered
 * by any number of events and then one result or failure with the same id.
 */
import type { Diagnostic } from '../core/diagnostic';
import type { DType, Tensor } from '../core/dtype';
import type { DataSource, SplitName, SplitOptions } from '../data/dataset';
import type { LoomDocument } from '../document/model';
import type { LabAnswer, LabDescent, LabHeights, LabQuestion, LabTrail, LabTrained, LabTraining } from '../labs/requests';
import type { Answers } from '../run/answers';
import type { CompressReport } from '../run/compress/compress-model';
import type { PruneCurve, PruneCurveInput } from '../run/compress/prune-curve';
import type { PruneInput, PruneReport } from '../run/compress/prune-run';
import type { CompressInput } from '../run/compress/requests';
import type { DetectedPicture, DetectRequest } from '../run/detect';
import type { Evaluation } from '../run/evaluate';
import type { ExportReport } from '../run/export-model';
import type { PytorchReport } from '../run/export-pytorch';
import type { ImportRequest, ImportResult } from '../run/import-file';
import type { LiveRunRequest, Look, LookAtRequest, LookRequest, LookTensorRequest, LookValues, TensorsLook } from '../run/look';
import type { LabNetwork } from '../run/labs';
import type { LiveModel } from '../run/live-model';
import type { LiveValues } from '../run/live-values';
import type { OutsideAnswer, OutsideFacts } from '../run/outside-models';
import type { Answer, GivenInputs } from '../run/predict';
import type { ModelSignature } from '../run/signature';
import type { ModelTask } from '../vision/model-task';
import type { WrittenDerivation } from '../explain/dense/write-derivation';
import type { ElementFormula } from '../explain/element-formula';
import type { TraceFormulaRequest, TraceHistoryRequest, TraceListRequest, TraceRequest, TraceRivalsRequest, TraceValues, TraceValuesRequest } from '../run/trace';
import type { ValueExtremes } from '../run/trace-extremes';
import type { WatchHistory } from '../run/trace-history';
import type { Trace } from '../run/trace-listing';
import type { Rivals } from '../run/trace-rivals';
import type { RunEvent, RunOptions, SteeringAction } from '../run/training-run';
import type { Xray, XrayRequest } from '../run/xray/answer';

/** What each kind of request carries, emits on the way and gives in the end. */
export interface Operations {
  train: { input: RunOptions; event: RunEvent; result: RunResult };
  resume: { input: { readonly run: string }; event: RunEvent; result: RunResult };
  evaluate: {
    input: { readonly model: string; readonly source: DataSource; readonly split?: SplitOptions; readonly part?: SplitName | 'all'; readonly threads: number };
    event: never;
    result: Evaluation;
  };
  /** Of a run, for each row of a part of its own data. */
  answers: { input: { readonly run: string; readonly part: SplitName; readonly output?: string; readonly threads: number }; event: never; result: Answers };
  /** One answer set per sample. */
  predict: {
    input: { readonly model: string; readonly samples: readonly GivenInputs[]; readonly threads: number };
    event: never;
    result: readonly Readonly<Record<string, Answer>>[];
  };
  /** The objects in picture files. */
  detect: { input: DetectRequest; event: never; result: readonly DetectedPicture[] };
  /** What every port carries for one sample, and what the network answers. */
  look: { input: LookRequest; event: never; result: Look };
  /** The values of one port as they are. */
  lookAt: { input: LookAtRequest; event: never; result: LookValues };
  /** What the network or file takes and answers. */
  lookDescribe: { input: Pick<LookRequest, 'from'>; event: never; result: ModelSignature };
  /** The whole model with the weights it has now, to be run in the window. */
  lookLive: { input: Pick<LookRequest, 'from'>; event: never; result: LiveModel };
  /** A live frame through the whole model, natively. */
  lookRun: { input: LiveRunRequest; event: never; result: readonly LiveValues[] };
  /** What all tensors of a network are like. */
  lookTensors: { input: Pick<LookTensorRequest, 'from'>; event: never; result: TensorsLook };
  lookTensor: { input: LookTensorRequest; event: never; result: LookValues };
  /** Every value of one step of training, or of a pass in use. */
  trace: { input: TraceListRequest; event: never; result: Trace };
  /** The numbers of one traced value. */
  traceValues: { input: TraceValuesRequest; event: never; result: TraceValues };
  /** How one element of a traced value comes about; absent for what goes into the step. */
  traceFormula: { input: TraceFormulaRequest; event: never; result: { readonly formula?: ElementFormula } };
  /** How large every value of the step is. */
  traceExtremes: { input: TraceRequest; event: never; result: readonly ValueExtremes[] };
  /** Watched values, update by update. */
  traceHistory: { input: TraceHistoryRequest; event: never; result: WatchHistory };
  /** What several optimizers make of the same gradients. */
  traceRivals: { input: TraceRivalsRequest; event: never; result: Rivals };
  /** ∂L/∂w of every weight of a small dense network. */
  traceDerivations: { input: TraceRequest; event: never; result: readonly WrittenDerivation[] };
  /** What a head that finds objects answers about a frame, place by place, and what a training step makes of it. */
  xray: { input: XrayRequest; event: never; result: Xray };
  /** Of playgrounds. */
  labTrain: { input: LabTraining<LabNetwork>; event: never; result: LabTrained };
  labAnswer: { input: LabQuestion<LabNetwork>; event: never; result: LabAnswer };
  labDescend: { input: LabDescent; event: never; result: LabTrail };
  labHeights: { input: LabHeights; event: never; result: readonly number[] };
  /** Of a run or a file: all its tensors of 32-bit numbers, by name. */
  weights: { input: { readonly path: string }; event: never; result: { readonly tensors: readonly (readonly [string, Tensor<'float32'>])[]; readonly formerly: Readonly<Record<string, DType>> } };
  /** Of a run, or of a document as it stands. */
  export: {
    input: { readonly from: { readonly run: string } | { readonly document: LoomDocument }; readonly data?: DocumentsData; readonly out: string };
    event: never;
    result: ExportReport;
  };
  /** A smaller form of a model, compared with the full one. */
  compress: { input: CompressInput; event: never; result: CompressReport };
  /** A run with its smallest weights at zero, as a file or a new run. */
  prune: { input: PruneInput; event: never; result: PruneReport };
  /** What pruning a run would cost at each share. */
  pruneCurve: { input: PruneCurveInput; event: never; result: PruneCurve };
  /** What a file from elsewhere takes and answers, and what it is recognised as. */
  outsideDescribe: { input: { readonly file: string; readonly threads: number }; event: never; result: OutsideFacts };
  /** What it answers about a picture (the bytes of its file), by a task. */
  outsideSee: { input: { readonly file: string; readonly picture: Uint8Array; readonly task: ModelTask; readonly threads: number }; event: never; result: OutsideAnswer };
  /** An ONNX file as a document. */
  import: { input: ImportRequest; event: never; result: ImportResult };
  /** A PyTorch project in a new folder. A run brings its own data; `data` is for a document. */
  exportPytorch: {
    input: { readonly from: { readonly run: string } | { readonly document: LoomDocument }; readonly data?: DocumentsData; readonly out: string };
    event: never;
    result: PytorchReport;
  };
}

/** What a document is trained on; a run says that itself. */
export interface DocumentsData {
  readonly source: DataSource;
  readonly split: SplitOptions;
}

export type OperationName = keyof Operations;

export type RunResult =
  | { readonly run: string; readonly outcome: 'done'; readonly model: ExportReport }
  /** Can be resumed. */
  | { readonly run: string; readonly outcome: 'stopped' };

export type ToEngine =
  | { readonly kind: 'request'; readonly id: number; readonly operation: OperationName; readonly input: Operations[OperationName]['input'] }
  /** Steers a run between steps; `stop` writes a checkpoint first, and `checkpoint` does so without stopping, in a pause too. */
  | { readonly kind: 'control'; readonly id: number; readonly action: SteeringAction }
  /** Answered at once by the supervisor, whatever the compute host is doing. */
  | { readonly kind: 'ping'; readonly id: number }
  /** Ends the engine once runs have stopped. */
  | { readonly kind: 'shutdown' };

export type FromEngine =
  | { readonly kind: 'event'; readonly id: number; readonly event: Operations[OperationName]['event'] }
  | { readonly kind: 'result'; readonly id: number; readonly result: Operations[OperationName]['result'] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  /** `hostPid` is absent while no compute host lives. */
  | { readonly kind: 'pong'; readonly id: number; readonly busy: boolean; readonly hostPid?: number }
  /** The compute host died and another one has been started; what it was doing has failed. */
  | { readonly kind: 'host-restarted'; readonly reason: string };

/** An error as it crosses a process border. */
export type Failure =
  /** A mistake the person can mend. */
  | { readonly kind: 'problem'; readonly diagnostics: readonly Diagnostic[] }
  /** A bug of ours. */
  | { readonly kind: 'crash'; readonly message: string; readonly stack?: string };

/** Metric messages leave the host at most this often. */
export const EVENT_INTERVAL_MS = 50;
