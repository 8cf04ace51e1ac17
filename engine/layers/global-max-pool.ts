import { defineGlobalPool } from './global-pooling';

export const globalMaxPool = defineGlobalPool({
  type: 'global-max-pool',
  title: 'GlobalMaxPool',
  summary: 'The largest value of each channel over the whole picture or sequence',
  text: 'Says how strongly each channel answered anywhere. Where values tie, they share the gradient.',
  formula: String.raw`y_c = \max_{i,j} x_{c,i,j}`,
  source: 'Oquab et al. 2015; ONNX ReduceMax',
  lower: (b, x, axes, keepdims) => b.one('ReduceMax', [x], { axes, keepdims }),
  torchMethod: 'amax',
});
