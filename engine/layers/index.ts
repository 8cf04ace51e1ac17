/** Every layer there is. Adding one touches its own file and one line here. */
import { add } from './add';
import { attention } from './attention';
import { attentionPool } from './attention-pool';
import { average } from './average';
import { avgPool1d } from './avg-pool1d';
import { avgPool2d } from './avg-pool2d';
import { avgPool3d } from './avg-pool3d';
import { batchNorm } from './batch-norm';
import { backgroundSubtraction } from './detection/background-subtraction';
import { bilinear } from './bilinear';
import { channelAttention } from './channel-attention';
import { channelShuffle } from './channel-shuffle';
import { classToken } from './class-token';
import { concat } from './concat';
import { constant } from './constant';
import { constantTarget } from './constant-target';
import { convTranspose1d } from './conv-transpose1d';
import { convTranspose3d } from './conv-transpose3d';
import { conv1d } from './conv1d';
import { conv2d } from './conv2d';
import { convTranspose2d } from './conv-transpose2d';
import { conv3d } from './conv3d';
import { coordChannels } from './coord-channels';
import { cosineSimilarity } from './cosine-similarity';
import { crop2d } from './crop2d';
import type { LayerDefinition } from './define-layer';
import { dense } from './dense';
import { depthwiseConv1d } from './depthwise-conv1d';
import { depthwiseConv2d } from './depthwise-conv2d';
import { distance } from './distance';
import { divide } from './divide';
import { dropPath } from './drop-path';
import { dropout } from './dropout';
import { efficientChannelAttention } from './efficient-channel-attention';
import { elu } from './elu';
import { embedding } from './embedding';
import { film } from './film';
import { fixedFilter2d } from './fixed-filter2d';
import { flatten } from './flatten';
import { gaussianDropout } from './gaussian-dropout';
import { gaussianNoise } from './gaussian-noise';
import { gaussianSample } from './gaussian-sample';
import { gelu } from './gelu';
import { gemPool } from './gem-pool';
import { globalAvgPool } from './global-avg-pool';
import { globalMaxPool } from './global-max-pool';
import { globalResponseNorm } from './global-response-norm';
import { glu } from './glu';
import { groupNorm } from './group-norm';
import { gru } from './gru';
import { hardSigmoid } from './hard-sigmoid';
import { hardSwish } from './hard-swish';
import { hardTanh } from './hard-tanh';
import { imageGradient } from './image-gradient';
import { input } from './input';
import { instanceNorm } from './instance-norm';
import { lambda } from './lambda';
import { layerNorm } from './layer-norm';
import { layerScale } from './layer-scale';
import { leakyRelu } from './leaky-relu';
import { linear } from './linear';
import { localResponseNorm } from './local-response-norm';
import { logSigmoid } from './log-sigmoid';
import { logSoftmax } from './log-softmax';
import { lstm } from './lstm';
import { matmul } from './matmul';
import { maxPool1d } from './max-pool1d';
import { maxPool2d } from './max-pool2d';
import { maxPool3d } from './max-pool3d';
import { maximum } from './maximum';
import { minPool2d } from './min-pool2d';
import { minimum } from './minimum';
import { mish } from './mish';
import { multiHeadAttention } from './multi-head-attention';
import { multiply } from './multiply';
import { oneHot } from './one-hot';
import { onnxInput } from './onnx/input';
import { onnxOp } from './onnx/op';
import { onnxOutput } from './onnx/output';
import { heatmapOutput } from './heatmap-output';
import { landmarkOutput } from './landmark-output';
import { output } from './output';
import { pad2d } from './pad2d';
import { patches } from './patches';
import { permute } from './permute';
import { pixelShuffle } from './pixel-shuffle';
import { pixelUnshuffle } from './pixel-unshuffle';
import { positionalEmbedding } from './positional-embedding';
import { positionalEncoding } from './positional-encoding';
import { prelu } from './prelu';
import { rbf } from './rbf';
import { reduce } from './reduce';
import { relu } from './relu';
import { relu6 } from './relu6';
import { repeat } from './repeat';
import { rescale } from './rescale';
import { reshape } from './reshape';
import { reverse } from './reverse';
import { rmsNorm } from './rms-norm';
import { rnn } from './rnn';
import { fastRcnnHead } from './detection/fast-rcnn-head';
import { fasterRcnnHead } from './detection/faster-rcnn-head';
import { maskRcnnHead } from './detection/mask-rcnn-head';
import { regionProposals } from './detection/region-proposals';
import { roiAlign } from './detection/roi-align';
import { roiPool } from './detection/roi-pool';
import { selectiveSearch } from './detection/selective-search';
import { slidingWindows } from './detection/sliding-windows';
import { roll } from './roll';
import { scaleShift } from './scale-shift';
import { selfAttention } from './self-attention';
import { selu } from './selu';
import { separableConv1d } from './separable-conv1d';
import { separableConv2d } from './separable-conv2d';
import { sigmoid } from './sigmoid';
import { silu } from './silu';
import { slice } from './slice';
import { softmax } from './softmax';
import { softplus } from './softplus';
import { softsign } from './softsign';
import { spatialAttention } from './spatial-attention';
import { spatialDropout } from './spatial-dropout';
import { split } from './split';
import { squeezeExcite } from './squeeze-excite';
import { ssdHead } from './detection/ssd-head';
import { stack } from './stack';
import { standardize } from './standardize';
import { step } from './step';
import { stopGradient } from './stop-gradient';
import { subtract } from './subtract';
import { tanh } from './tanh';
import { unitNorm } from './unit-norm';
import { upsample1d } from './upsample1d';
import { upsample2d } from './upsample2d';
import { upsample3d } from './upsample3d';
import { weightedSum } from './weighted-sum';
import { yoloV1Head } from './detection/yolo-v1-head';
import { yoloV2Head } from './detection/yolo-v2-head';
import { yoloV3Head } from './detection/yolo-v3-head';
import { yoloV5Head } from './detection/yolo-v5-head';
import { yoloV6Head } from './detection/yolo-v6-head';
import { yoloV7Head } from './detection/yolo-v7-head';
import { yoloV8Head } from './detection/yolo-v8-head';
import { zeroPad1d } from './zero-pad1d';
import { zeroPad2d } from './zero-pad2d';
import { zeroPad3d } from './zero-pad3d';

/** In the order of the palette, category by category. */
export const LAYERS = {
  input,
  output,
  'constant-target': constantTarget,
  'landmark-output': landmarkOutput,
  'heatmap-output': heatmapOutput,

  dense,
  embedding,
  rbf,
  constant,
  'gaussian-sample': gaussianSample,

  conv2d,
  conv1d,
  conv3d,
  'depthwise-conv2d': depthwiseConv2d,
  'depthwise-conv1d': depthwiseConv1d,
  'separable-conv2d': separableConv2d,
  'separable-conv1d': separableConv1d,
  'conv-transpose2d': convTranspose2d,
  'conv-transpose1d': convTranspose1d,
  'conv-transpose3d': convTranspose3d,
  'fixed-filter2d': fixedFilter2d,
  'image-gradient': imageGradient,

  'max-pool2d': maxPool2d,
  'max-pool1d': maxPool1d,
  'max-pool3d': maxPool3d,
  'avg-pool2d': avgPool2d,
  'avg-pool1d': avgPool1d,
  'avg-pool3d': avgPool3d,
  'min-pool2d': minPool2d,
  'global-avg-pool': globalAvgPool,
  'global-max-pool': globalMaxPool,
  'gem-pool': gemPool,

  relu,
  sigmoid,
  tanh,
  softmax,
  linear,
  step,
  'leaky-relu': leakyRelu,
  prelu,
  elu,
  selu,
  gelu,
  silu,
  mish,
  softplus,
  'hard-swish': hardSwish,
  relu6,
  'log-softmax': logSoftmax,
  'hard-sigmoid': hardSigmoid,
  'log-sigmoid': logSigmoid,
  'hard-tanh': hardTanh,
  softsign,
  glu,

  'batch-norm': batchNorm,
  'layer-norm': layerNorm,
  'group-norm': groupNorm,
  'local-response-norm': localResponseNorm,
  'instance-norm': instanceNorm,
  'rms-norm': rmsNorm,
  'layer-scale': layerScale,
  'unit-norm': unitNorm,
  'global-response-norm': globalResponseNorm,
  rescale,
  standardize,
  'scale-shift': scaleShift,

  rnn,
  lstm,
  gru,

  'yolo-v1-head': yoloV1Head,
  'yolo-v2-head': yoloV2Head,
  'yolo-v3-head': yoloV3Head,
  'yolo-v5-head': yoloV5Head,
  'yolo-v6-head': yoloV6Head,
  'yolo-v7-head': yoloV7Head,
  'yolo-v8-head': yoloV8Head,
  'ssd-head': ssdHead,

  'self-attention': selfAttention,
  'multi-head-attention': multiHeadAttention,
  attention,
  'squeeze-excite': squeezeExcite,
  'channel-attention': channelAttention,
  'spatial-attention': spatialAttention,
  'efficient-channel-attention': efficientChannelAttention,
  'class-token': classToken,
  'positional-embedding': positionalEmbedding,
  'positional-encoding': positionalEncoding,
  'attention-pool': attentionPool,

  'selective-search': selectiveSearch,
  'sliding-windows': slidingWindows,
  'region-proposals': regionProposals,
  'roi-align': roiAlign,
  'roi-pool': roiPool,
  'fast-rcnn-head': fastRcnnHead,
  'faster-rcnn-head': fasterRcnnHead,
  'mask-rcnn-head': maskRcnnHead,
  'background-subtraction': backgroundSubtraction,

  dropout,
  'spatial-dropout': spatialDropout,
  'drop-path': dropPath,
  'gaussian-dropout': gaussianDropout,
  'gaussian-noise': gaussianNoise,
  'stop-gradient': stopGradient,

  add,
  subtract,
  multiply,
  divide,
  average,
  maximum,
  minimum,
  concat,
  stack,
  matmul,
  bilinear,
  'weighted-sum': weightedSum,
  film,
  'cosine-similarity': cosineSimilarity,
  distance,
  lambda,

  flatten,
  reshape,
  permute,
  slice,
  split,
  reduce,
  reverse,
  roll,
  repeat,
  'one-hot': oneHot,
  'coord-channels': coordChannels,
  'channel-shuffle': channelShuffle,
  'pixel-shuffle': pixelShuffle,
  'pixel-unshuffle': pixelUnshuffle,
  patches,
  'zero-pad2d': zeroPad2d,
  'zero-pad1d': zeroPad1d,
  'zero-pad3d': zeroPad3d,
  pad2d,
  crop2d,
  upsample2d,
  upsample1d,
  upsample3d,
} as const;

export type LayerType = keyof typeof LAYERS;
export const LAYER_TYPES = Object.keys(LAYERS) as readonly LayerType[];

/** What only imported files bring; by itself it means nothing, so nothing offers it. */
const IMPORTED: Readonly<Record<string, unknown>> = { 'onnx-op': onnxOp, 'onnx-input': onnxInput, 'onnx-output': onnxOutput };

/** The definition of a layer with its parameters seen as plain data; undefined for a type this version does not know. */
export function findLayer(type: string): LayerDefinition | undefined {
  const table: Readonly<Record<string, unknown>> = Object.hasOwn(LAYERS, type) ? LAYERS : IMPORTED;
  return Object.hasOwn(table, type) ? (table[type] as LayerDefinition) : undefined;
}

const withOutputs = new WeakMap<LayerDefinition, Map<number, LayerDefinition>>();

/** The layer of a box: where the parameters say how many outputs there are, it has those. */
export function layerFor(type: string, parameters: Readonly<Record<string, unknown>>): LayerDefinition | undefined {
  const layer = findLayer(type);
  const outputs = layer?.outputsOf?.(parameters);
  if (!layer || !outputs) return layer;
  const made = withOutputs.get(layer) ?? new Map<number, LayerDefinition>();
  withOutputs.set(layer, made);
  const known = made.get(outputs.length) ?? { ...layer, outputs };
  made.set(outputs.length, known);
  return known;
}
