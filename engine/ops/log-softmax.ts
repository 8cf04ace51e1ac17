import { defineComposite } from './define-op';

export type LogSoftmaxAttributes = { readonly axis: number };

export const logSoftmax = defineComposite<LogSoftmaxAttributes>({
  name: 'LogSoftmax',
  summary: 'y = x − ln Σ eˣ along one axis; shifted by the maximum, so that it neither overflows nor takes ln 0',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ builder: b, outputs, outputGradients: [dy], attributes: { axis } }) => {
    if (!dy) return [null];
    return [b.sub(dy, b.mul(b.exp(outputs[0]!), b.sum(dy, [axis], true)))];
  },
  // ONNX has LogSoftmax, but only the CPU has a kernel for it.
  expand: ({ builder: b, inputs, attributes: { axis } }) => {
    const x = inputs[0]!;
    const shifted = b.sub(x, b.one('ReduceMax', [x], { axes: [axis], keepdims: true }));
    return [b.sub(shifted, b.log(b.sum(b.exp(shifted), [axis], true)))];
  },
});
