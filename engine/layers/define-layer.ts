/**
 * The contract of a layer file. One layer is one file: everything *about* it stands there, and the palette, the inspector,
 * the document check, the compiler, the code view and the tests are all derived from it. Layers know nothing of windows
 * and nothing of ONNX; they write their mathematics through the op builder.
 *
 * Shapes at this level leave the batch axis out; images are channels first.
 */
import type { ColumnKind } from '../core/column';
import type { DType } from '../core/dtype';
import type { ParameterSpecs } from '../core/parameters';
import type { Shape } from '../core/shape';
import type { InitializerName } from '../initializers';
import type { Builder } from '../ops/builder';
import type { TensorType, Value } from '../ops/graph';
import type { SearchOptions } from '../vision/selective-search/selective-search';
import type { Places } from './detection/head/places';

export type Category =
  | 'input-output'
  | 'core'
  | 'convolution'
  | 'pooling'
  | 'activation'
  | 'normalization'
  | 'attention'
  | 'recurrent'
  | 'detection'
  | 'regularization'
  | 'merge'
  | 'shape';

/** The layer cannot take what it was given. The caller adds the node and throws or shows it. */
export class LayerProblem extends Error {
  override readonly name = 'LayerProblem';
  constructor(
    message: string,
    readonly details: { readonly port?: string; readonly parameter?: string; readonly expected?: string; readonly found?: string; readonly remedy?: string } = {},
  ) {
    super(message);
  }
}

export interface Port {
  readonly name: string;
  readonly help: string;
}

/** Any number of wires, on ports `<prefix>1`, `<prefix>2`, … */
export interface VariadicPorts {
  readonly prefix: string;
  readonly minimum: number;
  readonly help: string;
}

/** A tensor that the layer owns. Names follow PyTorch's state dict (`weight`, `bias`, `running_mean`). */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly initializer: InitializerName;
  /** What the initializer's amount is, for those that take one. */
  readonly amount?: number;
  /** Inputs and outputs of one unit, for the initializers that scale by them. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Whether an optimizer changes it; statistics are changed by the layer itself. */
  readonly trainable: boolean;
}

export interface InferContext<P> {
  readonly inputs: readonly Shape[];
  readonly parameters: P;
}

export interface CostContext<P> extends InferContext<P> {
  readonly outputs: readonly Shape[];
}

/** How far one output position looks into the input, per spatial axis: the numbers that receptive fields are added up from. */
export interface ReceptiveWindow {
  readonly kernel: readonly number[];
  /** Input pixels from one output position to the next; 1/factor where the layer enlarges. */
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  /** Before each axis, then after each; negative where the layer crops. */
  readonly padding: readonly number[];
}

export interface LowerContext<P> {
  readonly builder: Builder;
  /** Operands with the batch axis first. */
  readonly inputs: readonly Value[];
  readonly parameters: P;
  readonly mode: 'train' | 'infer';
  /** Whether the person froze the layer: its tensors, statistics included, keep their values. */
  readonly frozen: boolean;
  tensor(name: string): Value;
  /** A random 0/1 mask as float32, drawn anew for each batch; ones with probability `keep`. The mask can be inspected and set. */
  mask(name: string, shape: Shape, keep: number): Value;
  /** Standard normal noise, drawn anew for each batch. */
  noise(name: string, shape: Shape): Value;
  /** In training, the objects [N, M, 5 or more] that the network is to find; nothing in use, or where several Outputs find objects. */
  truth(): Value | undefined;
  /** What `search` finds in each picture, with this shape of one sample. */
  searched(shape: Shape): Value;
  /** Sets the next value of a tensor that is not trainable. */
  update(name: string, value: Value): void;
}

/** The layer in PyTorch: a module, or an expression over its inputs. */
export interface TorchCode {
  /** Constructor call, e.g. `nn.Conv2d(1, 6, kernel_size=(5, 5))`; its state dict uses our tensor names. */
  readonly module?: string;
  /** The forward expression; `self` is how the module is reached (`self.conv1`). Default: the module called on the inputs. */
  readonly forward?: (inputs: readonly string[], self: string) => string;
  /** Source of the functions that the code calls, by name; a program holds each once. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Entries of the module's state dict that this layer has no tensor for: they keep their first value and are not trained. */
  readonly fixed?: readonly string[];
  /** What becomes of its first output while the network is trained. */
  readonly taught?: TorchTeaching;
}

/** Shown the objects that the network is to find, which are no part of it in use. */
export interface TorchTeaching {
  readonly functions: Readonly<Record<string, string>>;
  /** Of the output and the objects, N×M×5 or more, or None. */
  readonly forward: (value: string, objects: string) => string;
}

export interface LayerExample<P> {
  readonly title: string;
  readonly parameters: Partial<P>;
  readonly inputs: readonly Shape[];
  readonly outputs: readonly Shape[];
  /** Parameters, trainable and not. */
  readonly parameterCount: number;
  readonly macs: number;
}

/** Marks a layer that data enters through. */
export interface SourceRole {
  /** Kinds of columns that can be bound to it. */
  readonly accepts: readonly ColumnKind[];
  /** What is fed where that is not a batch of float32 samples. */
  type?(parameters: Readonly<Record<string, unknown>>): TensorType;
}

export interface LossContext<P> {
  readonly builder: Builder;
  /** What reaches the layer's first port, with the batch axis. */
  readonly input: Value;
  /** What reaches each of its ports. */
  readonly inputs: readonly Value[];
  readonly target: Value;
  readonly parameters: P;
}

/** Marks a layer whose input is compared with a column of the data. */
export interface TargetRole<P> {
  accepts(parameters: P): readonly ColumnKind[];
  /**
   * Type of the target without its batch axis. Of boxes: float32 [most, 5], as a `BoxesBinding` gives them; [most, 5 + size²]
   * where each row goes on with the size × size pixels of its object. Of masks: int32 [H, W]. Of points: float32 [K, 4].
   */
  target(context: InferContext<P>): { readonly dtype: DType; readonly shape: Shape };
  /** How many classes it tells apart, where its target does not say: the data must have as many. */
  classes?(context: InferContext<P>): number;
  /** The loss per sample, [N]. Weighted losses return the weights too; the mean is Σ loss / Σ weight. What is `named` has that name in a trace. */
  loss(context: LossContext<P>): { readonly loss: Value; readonly weight?: Value; readonly named?: Readonly<Record<string, Value>> };
  /** The share of this loss in what is minimised. */
  lossWeight(parameters: P): number;
}

/** Marks a layer that adds to the loss by itself: no column of the data is compared with what reaches it. */
export interface ObjectiveRole<P> {
  /** The loss per sample, [N]. */
  loss(context: Omit<LossContext<P>, 'target'>): Value;
  /** The share of this loss in what is minimised. */
  lossWeight(parameters: P): number;
}

export interface LayerDefinition<P = Record<string, unknown>> {
  /** The identity in documents; equals the file name. */
  readonly type: string;
  /** Raised when the meaning of a parameter changes; `migrations[v]` turns parameters of version v into version v + 1. */
  readonly version: number;
  readonly migrations?: Readonly<Record<number, (parameters: Record<string, unknown>) => Record<string, unknown>>>;
  readonly title: string;
  readonly category: Category;
  /** One sentence for the palette. */
  readonly summary: string;
  readonly documentation: {
    readonly text: string;
    /** Formulas in LaTeX: of the output, its size, the parameter count. */
    readonly formulas?: readonly string[];
    readonly source?: string;
  };
  readonly parameters: ParameterSpecs<P>;
  readonly inputs: readonly Port[] | VariadicPorts;
  readonly outputs: readonly Port[];
  /** Where the parameters say how many outputs there are; `layerFor` asks for them as the document keeps them. */
  outputsOf?(parameters: Readonly<Record<string, unknown>>): readonly Port[];
  /** Output shapes, one per output port. Throws LayerProblem where the inputs or parameters do not fit. */
  shape(context: InferContext<P>): readonly Shape[];
  tensors?(context: InferContext<P>): Readonly<Record<string, TensorSpec>>;
  /** Multiply–accumulate operations for one sample. */
  macs?(context: CostContext<P>): number;
  /** Nothing where each position sees only itself, or where the spatial axes end and all of them are seen. */
  window?(context: InferContext<P>): ReceptiveWindow | undefined;
  lower(context: LowerContext<P>): readonly Value[];
  torch(context: CostContext<P>): TorchCode;
  readonly source?: SourceRole;
  readonly target?: TargetRole<P>;
  readonly objective?: ObjectiveRole<P>;
  /** Of a head that finds objects over maps: where each row of its answer looks. Throws LayerProblem as `shape` does. */
  places?(context: InferContext<P>): Places;
  /** Boxes are searched for in the picture on the first port before the graph runs; `lower` gets them from `searched`. */
  search?(parameters: P): SearchOptions;
  /** The network answers what this layer gives, and no column of the data is compared with it. */
  readonly answer?: true;
  readonly examples: readonly LayerExample<P>[];
}

export function defineLayer<P>(definition: LayerDefinition<P>): LayerDefinition<P> {
  return definition;
}

/** Ports most layers have. */
export const ONE_INPUT: readonly Port[] = [{ name: 'in', help: 'What the layer works on' }];
export const ONE_OUTPUT: readonly Port[] = [{ name: 'out', help: 'The result' }];
