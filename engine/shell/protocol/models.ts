/** Trained models: what they take, what they answer, how good they are, and as ONNX files. */
import type { DType } from '../../core/dtype';
import type { BundledModel } from '../../files/bundled-models';
import type { DataSource, SplitName, SplitOptions } from '../../data/dataset';
import type { PruneScope } from '../../compress/prune';
import type { CompressReport, CompressSettings } from '../../run/compress/compress-model';
import type { PruneCurve } from '../../run/compress/prune-curve';
import type { PruneReport } from '../../run/compress/prune-run';
import type { Evaluation } from '../../run/evaluate';
import type { ExportReport } from '../../run/export-model';
import type { PytorchReport } from '../../run/export-pytorch';
import type { Answer } from '../../run/predict';
import type { ModelSignature } from '../../run/signature';
import type { DocumentPayload } from './documents';
import type { Empty } from './empty';

/** Per column: a number, the name of a class, or a picture: the bytes of its file (PNG, JPEG, …) or its path. */
export type PredictInputs = Readonly<Record<string, number | string | Uint8Array>>;

/** A `model` is the folder of a run or an exported file. */
export interface ModelOperations {
  'model.describe': { input: { readonly model: string }; result: ModelSignature };
  /** One answer set per sample, one answer per Output. Works while another run trains. */
  'model.predict': { input: { readonly model: string; readonly samples: readonly PredictInputs[]; readonly threads?: number }; result: readonly Readonly<Record<string, Answer>>[] };
  'model.evaluate': {
    input: { readonly model: string; readonly source: DataSource; readonly split?: SplitOptions; readonly part?: SplitName | 'all'; readonly threads?: number };
    result: Evaluation;
  };
  /** Fails with `file-exists` unless `replace`. Without `path`, the file goes into the run's folder, or for a document among the exports. */
  'model.export': {
    input: { readonly from: { readonly run: string } | { readonly document: DocumentPayload }; readonly path?: string; readonly replace?: boolean };
    result: ExportReport;
  };
  /** Into a new or empty folder; without `path`, one among the exports. The document's own data goes along. */
  'model.exportPytorch': {
    input: { readonly from: { readonly run: string } | { readonly document: DocumentPayload }; readonly path?: string };
    result: PytorchReport;
  };
  /** A smaller form of a model, as a file that has been compared with the full one; `path` as for `model.export`. */
  'model.compress': {
    input: { readonly from: { readonly run: string } | { readonly document: DocumentPayload }; readonly settings: CompressSettings; readonly path?: string; readonly replace?: boolean };
    result: CompressReport;
  };
  /** What setting the smallest weights of a run to zero would cost, share by share. */
  'model.pruneCurve': { input: { readonly run: string; readonly scope: PruneScope }; result: PruneCurve };
  /** Pruned weights as a new run, or as a file among the exports. */
  'model.prune': { input: { readonly run: string; readonly scope: PruneScope; readonly share: number; readonly as: 'run' | 'file' }; result: PruneReport };
  /** What something trained has learned, as a .safetensors: a run, or a .onnx, .safetensors or .loom. `formerly` names those that were in another precision. */
  'model.weights': { input: { readonly model: string }; result: { readonly tensors: Uint8Array; readonly formerly: Readonly<Record<string, DType>> } };
  /** A network with its weights as given values: of a run, an ONNX file or a document. */
  'model.network': { input: { readonly model: string }; result: { readonly document: DocumentPayload } };
  /** Trained networks that come with the application. */
  'models.bundled': { input: Empty; result: readonly BundledModel[] };
  /** One of them, with its weights as given values. */
  'models.openBundled': { input: { readonly name: string }; result: { readonly document: DocumentPayload } };
  /** The bytes of an exported file, for saving through the browser. */
  'model.download': { input: { readonly path: string }; result: { readonly name: string; readonly bytes: Uint8Array } };
}
