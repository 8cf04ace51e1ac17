import { defineReduction } from './reduction';

export const reduceMean = defineReduction({
  name: 'ReduceMean',
  summary: 'the mean over the named axes (ONNX ReduceMean)',
  gradient: ({ builder: b, x, dy, attributes: { axes } }) => b.expandLike(b.div(dy, b.size(x, axes)), x),
});
