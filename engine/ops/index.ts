/**
 * Every op there is. Adding one touches its own file and this one: the compiler refuses a name without a definition.
 */
import type { OpDefinition } from './define-op';
import type { Attributes, OpNode } from './graph';
import { abs } from './abs';
import { add } from './add';
import { and } from './and';
import { atan } from './atan';
import { averagePool, type AveragePoolAttributes } from './average-pool';
import { averagePoolGrad, type AveragePoolGradAttributes } from './average-pool-grad';
import { batchNormalization, type BatchNormalizationAttributes } from './batch-normalization';
import { batchNormalizationGrad, type BatchNormalizationGradAttributes } from './batch-normalization-grad';
import { batchNormalizationTraining, type BatchNormalizationTrainingAttributes } from './batch-normalization-training';
import { blockChannels, type BlockChannelsAttributes } from './block-channels';
import { blockedBatchNormalizationGrad } from './blocked-batch-normalization-grad';
import { blockedBatchNormalizationTraining } from './blocked-batch-normalization-training';
import { blockedConv, type BlockedConvAttributes } from './blocked-conv';
import { blockedConvInputGrad } from './blocked-conv-input-grad';
import { blockedConvWeightGrad } from './blocked-conv-weight-grad';
import { blockedMaxPool } from './blocked-max-pool';
import { blockedMaxPoolGrad } from './blocked-max-pool-grad';
import { cast, type CastAttributes } from './cast';
import { clip, type ClipAttributes } from './clip';
import { concat, type ConcatAttributes } from './concat';
import { constant, type ConstantAttributes } from './constant';
import { conv, type ConvAttributes } from './conv';
import { convInputGrad, type ConvInputGradAttributes } from './conv-input-grad';
import { convTranspose, type ConvTransposeAttributes } from './conv-transpose';
import { convWeightGrad, type ConvWeightGradAttributes } from './conv-weight-grad';
import { cos } from './cos';
import { dimensionSize, type DimensionSizeAttributes } from './dimension-size';
import { div } from './div';
import { elu, type EluAttributes } from './elu';
import { equal } from './equal';
import { erf } from './erf';
import { exp } from './exp';
import { expandLike } from './expand-like';
import { floor } from './floor';
import { fusedMatMul, type FusedMatMulAttributes } from './fused-matmul';
import { gather } from './gather';
import { gatherElements, type GatherElementsAttributes } from './gather-elements';
import { gatherGrad } from './gather-grad';
import { gatherRows } from './gather-rows';
import { gelu } from './gelu';
import { gemm, type GemmAttributes } from './gemm';
import { globalAveragePool } from './global-average-pool';
import { greater } from './greater';
import { greaterOrEqual } from './greater-or-equal';
import { hardSwish } from './hard-swish';
import { identity } from './identity';
import { isPositive } from './is-positive';
import { leakyRelu, type LeakyReluAttributes } from './leaky-relu';
import { less } from './less';
import { lessOrEqual } from './less-or-equal';
import { log } from './log';
import { logSoftmax, type LogSoftmaxAttributes } from './log-softmax';
import { matmul } from './matmul';
import { max } from './max';
import { maxPool, type PoolAttributes } from './max-pool';
import { maxPoolGrad } from './max-pool-grad';
import { maxPoolWithIndices } from './max-pool-with-indices';
import { min } from './min';
import { mul } from './mul';
import { neg } from './neg';
import { not } from './not';
import { onnxNode, type OnnxNodeAttributes } from './onnx-node';
import { pad, type PadAttributes } from './pad';
import { pow } from './pow';
import { reciprocal } from './reciprocal';
import { reduceMax } from './reduce-max';
import { reduceMean } from './reduce-mean';
import { reduceSum } from './reduce-sum';
import { reduceSumSquare } from './reduce-sum-square';
import type { ReductionAttributes } from './reduction';
import { relu } from './relu';
import { reluGrad } from './relu-grad';
import { reshape, type ReshapeAttributes } from './reshape';
import { resize, type ResizeAttributes } from './resize';
import { resizeGrad, type ResizeGradAttributes } from './resize-grad';
import { reverse, type ReverseAttributes } from './reverse';
import { scatterElements, type ScatterElementsAttributes } from './scatter-elements';
import { sigmoid } from './sigmoid';
import { sin } from './sin';
import { slice, type SliceAttributes } from './slice';
import { softmax, type SoftmaxAttributes } from './softmax';
import { softplus } from './softplus';
import { split, type SplitAttributes } from './split';
import { sqrt } from './sqrt';
import { standardize, type StandardizeAttributes } from './standardize';
import { step, type StepAttributes } from './step';
import { stopGradient } from './stop-gradient';
import { sub } from './sub';
import { take, type TakeAttributes } from './take';
import { tanh } from './tanh';
import { topK, type TopKAttributes } from './top-k';
import { transpose, type TransposeAttributes } from './transpose';
import { unblockChannels, type UnblockChannelsAttributes } from './unblock-channels';
import { where } from './where';
import { zerosLike } from './zeros-like';

type None = Record<string, never>;

/** The attributes of every op, by ONNX name where ONNX has the op. */
export interface OpAttributes {
  Abs: None;
  Add: None;
  And: None;
  Atan: None;
  AveragePool: AveragePoolAttributes;
  AveragePoolGrad: AveragePoolGradAttributes;
  BatchNormalization: BatchNormalizationAttributes;
  BatchNormalizationGrad: BatchNormalizationGradAttributes;
  BatchNormalizationTraining: BatchNormalizationTrainingAttributes;
  BlockChannels: BlockChannelsAttributes;
  BlockedBatchNormalizationGrad: BatchNormalizationGradAttributes;
  BlockedBatchNormalizationTraining: BatchNormalizationTrainingAttributes;
  BlockedConv: BlockedConvAttributes;
  BlockedConvInputGrad: ConvInputGradAttributes;
  BlockedConvWeightGrad: ConvWeightGradAttributes;
  BlockedMaxPool: PoolAttributes;
  BlockedMaxPoolGrad: PoolAttributes;
  Cast: CastAttributes;
  Clip: ClipAttributes;
  Concat: ConcatAttributes;
  Constant: ConstantAttributes;
  Conv: ConvAttributes;
  ConvInputGrad: ConvInputGradAttributes;
  ConvTranspose: ConvTransposeAttributes;
  ConvWeightGrad: ConvWeightGradAttributes;
  Cos: None;
  DimensionSize: DimensionSizeAttributes;
  Div: None;
  Elu: EluAttributes;
  Equal: None;
  Erf: None;
  Exp: None;
  ExpandLike: None;
  Floor: None;
  FusedMatMul: FusedMatMulAttributes;
  Gather: None;
  GatherElements: GatherElementsAttributes;
  GatherGrad: None;
  GatherRows: None;
  Gelu: None;
  Gemm: GemmAttributes;
  GlobalAveragePool: None;
  Greater: None;
  GreaterOrEqual: None;
  HardSwish: None;
  Identity: None;
  IsPositive: None;
  LeakyRelu: LeakyReluAttributes;
  Less: None;
  LessOrEqual: None;
  Log: None;
  LogSoftmax: LogSoftmaxAttributes;
  MatMul: None;
  Max: None;
  MaxPool: PoolAttributes;
  MaxPoolGrad: PoolAttributes;
  MaxPoolWithIndices: PoolAttributes;
  Min: None;
  Mul: None;
  Neg: None;
  Not: None;
  OnnxNode: OnnxNodeAttributes;
  Pad: PadAttributes;
  Pow: None;
  Reciprocal: None;
  ReduceMax: ReductionAttributes;
  ReduceMean: ReductionAttributes;
  ReduceSum: ReductionAttributes;
  ReduceSumSquare: ReductionAttributes;
  Relu: None;
  ReluGrad: None;
  Reshape: ReshapeAttributes;
  Resize: ResizeAttributes;
  ResizeGrad: ResizeGradAttributes;
  Reverse: ReverseAttributes;
  ScatterElements: ScatterElementsAttributes;
  Sigmoid: None;
  Sin: None;
  Slice: SliceAttributes;
  Softmax: SoftmaxAttributes;
  Softplus: None;
  Split: SplitAttributes;
  Sqrt: None;
  Standardize: StandardizeAttributes;
  Step: StepAttributes;
  StopGradient: None;
  Sub: None;
  Take: TakeAttributes;
  Tanh: None;
  TopK: TopKAttributes;
  Transpose: TransposeAttributes;
  UnblockChannels: UnblockChannelsAttributes;
  Where: None;
  ZerosLike: None;
}

export type OpName = keyof OpAttributes;

/** The attributes of a node whose op is known. */
export function attributesOf<K extends OpName>(node: OpNode): OpAttributes[K] {
  return node.attributes as unknown as OpAttributes[K];
}

export const OPS: { readonly [K in OpName]: OpDefinition<OpAttributes[K]> } = {
  Abs: abs,
  Add: add,
  And: and,
  Atan: atan,
  AveragePool: averagePool,
  AveragePoolGrad: averagePoolGrad,
  BatchNormalization: batchNormalization,
  BatchNormalizationGrad: batchNormalizationGrad,
  BatchNormalizationTraining: batchNormalizationTraining,
  BlockChannels: blockChannels,
  BlockedBatchNormalizationGrad: blockedBatchNormalizationGrad,
  BlockedBatchNormalizationTraining: blockedBatchNormalizationTraining,
  BlockedConv: blockedConv,
  BlockedConvInputGrad: blockedConvInputGrad,
  BlockedConvWeightGrad: blockedConvWeightGrad,
  BlockedMaxPool: blockedMaxPool,
  BlockedMaxPoolGrad: blockedMaxPoolGrad,
  Cast: cast,
  Clip: clip,
  Concat: concat,
  Constant: constant,
  Conv: conv,
  ConvInputGrad: convInputGrad,
  ConvTranspose: convTranspose,
  ConvWeightGrad: convWeightGrad,
  Cos: cos,
  DimensionSize: dimensionSize,
  Div: div,
  Elu: elu,
  Equal: equal,
  Erf: erf,
  Exp: exp,
  ExpandLike: expandLike,
  Floor: floor,
  FusedMatMul: fusedMatMul,
  Gather: gather,
  GatherElements: gatherElements,
  GatherGrad: gatherGrad,
  GatherRows: gatherRows,
  Gelu: gelu,
  Gemm: gemm,
  GlobalAveragePool: globalAveragePool,
  Greater: greater,
  GreaterOrEqual: greaterOrEqual,
  HardSwish: hardSwish,
  Identity: identity,
  IsPositive: isPositive,
  LeakyRelu: leakyRelu,
  Less: less,
  LessOrEqual: lessOrEqual,
  Log: log,
  LogSoftmax: logSoftmax,
  MatMul: matmul,
  Max: max,
  MaxPool: maxPool,
  MaxPoolGrad: maxPoolGrad,
  MaxPoolWithIndices: maxPoolWithIndices,
  Min: min,
  Mul: mul,
  Neg: neg,
  Not: not,
  OnnxNode: onnxNode,
  Pad: pad,
  Pow: pow,
  Reciprocal: reciprocal,
  ReduceMax: reduceMax,
  ReduceMean: reduceMean,
  ReduceSum: reduceSum,
  ReduceSumSquare: reduceSumSquare,
  Relu: relu,
  ReluGrad: reluGrad,
  Reshape: reshape,
  Resize: resize,
  ResizeGrad: resizeGrad,
  Reverse: reverse,
  ScatterElements: scatterElements,
  Sigmoid: sigmoid,
  Sin: sin,
  Slice: slice,
  Softmax: softmax,
  Softplus: softplus,
  Split: split,
  Sqrt: sqrt,
  Standardize: standardize,
  Step: step,
  StopGradient: stopGradient,
  Sub: sub,
  Take: take,
  Tanh: tanh,
  TopK: topK,
  Transpose: transpose,
  UnblockChannels: unblockChannels,
  Where: where,
  ZerosLike: zerosLike,
};

/** The definition of an op with its attributes seen as plain data. */
export function opDefinition(name: OpName): OpDefinition<Attributes> {
  return OPS[name] as OpDefinition<Attributes>;
}
