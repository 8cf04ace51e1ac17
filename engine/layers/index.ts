/** Every layer there is. Adding one touches its own file and one line here. */
import { add } from './add';
import { average } from './average';
import { avgPool2d } from './avg-pool2d';
import { batchNorm } from './batch-norm';
import { concat } from './concat';
import { conv2d } from './conv2d';
import { convTranspose2d } from './conv-transpose2d';
import { crop2d } from './crop2d';
import type { LayerDefinition } from './define-layer';
import { dense } from './dense';
import { depthwiseConv2d } from './depthwise-conv2d';
import { dropout } from './dropout';
import { elu } from './elu';
import { flatten } from './flatten';
import { gaussianNoise } from './gaussian-noise';
import { gelu } from './gelu';
import { globalAvgPool } from './global-avg-pool';
import { globalMaxPool } from './global-max-pool';
import { groupNorm } from './group-norm';
import { hardSwish } from './hard-swish';
import { input } from './input';
import { layerNorm } from './layer-norm';
import { leakyRelu } from './leaky-relu';
import { linear } from './linear';
import { logSoftmax } from './log-softmax';
import { maxPool2d } from './max-pool2d';
import { maximum } from './maximum';
import { minPool2d } from './min-pool2d';
import { minimum } from './minimum';
import { mish } from './mish';
import { multiply } from './multiply';
import { output } from './output';
import { permute } from './permute';
import { prelu } from './prelu';
import { relu } from './relu';
import { relu6 } from './relu6';
import { reshape } from './reshape';
import { selu } from './selu';
import { separableConv2d } from './separable-conv2d';
import { sigmoid } from './sigmoid';
import { silu } from './silu';
import { softmax } from './softmax';
import { softplus } from './softplus';
import { spatialDropout } from './spatial-dropout';
import { step } from './step';
import { subtract } from './subtract';
import { tanh } from './tanh';
import { upsample2d } from './upsample2d';
import { zeroPad2d } from './zero-pad2d';

/** In the order of the palette, category by category. */
export const LAYERS = {
  input,
  output,

  dense,

  conv2d,
  'depthwise-conv2d': depthwiseConv2d,
  'separable-conv2d': separableConv2d,
  'conv-transpose2d': convTranspose2d,

  'max-pool2d': maxPool2d,
  'avg-pool2d': avgPool2d,
  'min-pool2d': minPool2d,
  'global-avg-pool': globalAvgPool,
  'global-max-pool': globalMaxPool,

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

  'batch-norm': batchNorm,
  'layer-norm': layerNorm,
  'group-norm': groupNorm,

  dropout,
  'spatial-dropout': spatialDropout,
  'gaussian-noise': gaussianNoise,

  add,
  subtract,
  multiply,
  average,
  maximum,
  minimum,
  concat,

  flatten,
  reshape,
  permute,
  'zero-pad2d': zeroPad2d,
  crop2d,
  upsample2d,
} as const;

export type LayerType = keyof typeof LAYERS;
export const LAYER_TYPES = Object.keys(LAYERS) as readonly LayerType[];

/** The definition of a layer with its parameters seen as plain data; undefined for a type this version does not know. */
export function findLayer(type: string): LayerDefinition | undefined {
  return Object.hasOwn(LAYERS, type) ? (LAYERS[type as LayerType] as unknown as LayerDefinition) : undefined;
}
