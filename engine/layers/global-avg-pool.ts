import { defineGlobalPool } from './global-pooling';

export const globalAvgPool = defineGlobalPool({
  type: 'global-avg-pool',
  title: 'GlobalAvgPool',
  summary: 'The mean of each channel over the whole picture or sequence',
  text: 'Turns a picture of any size into one number per channel, and so replaces Flatten and a large Dense layer before the classifier.',
  formula: String.raw`y_c = \frac{1}{h w} \sum_{i,j} x_{c,i,j}`,
  source: 'Lin et al. 2013 (Network in Network); ONNX ReduceMean',
  lower: (b, x, axes, keepdims) => b.mean(x, axes, keepdims),
  torchMethod: 'mean',
});
