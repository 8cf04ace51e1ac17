import { defineReduction } from './reduction';

export const reduceMax = defineReduction({
  name: 'ReduceMax',
  summary: 'the largest over the named axes; ties share the gradient evenly (ONNX ReduceMax)',
  gradient: ({ builder: b, x, y, dy, attributes: { axes } }) => {
    const winners = b.cast(b.equal(x, y), 'float32');
    return b.mul(winners, b.div(dy, b.sum(winners, axes, true)));
  },
});
