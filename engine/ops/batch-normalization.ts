import { definePrimitive, NoGradientError } from './define-op';

export type BatchNormalizationAttributes = { readonly epsilon: number };

/** Operands: x [N, C, …] or [N, C], scale [C], bias [C], mean [C], variance [C]. */
export const batchNormalization = definePrimitive<BatchNormalizationAttributes>({
  name: 'BatchNormalization',
  summary: 'y = scale · (x − mean)/√(variance + ε) + bias with given statistics (ONNX BatchNormalization; Ioffe and Szegedy 2015)',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ builder: b, inputs, outputGradients: [dy], attributes: { epsilon }, needed }) => {
    if (!dy) return inputs.map(() => null);
    if (needed[3] || needed[4]) throw new NoGradientError('its mean and variance are given, not trained');
    const [x, scale, , mean, variance] = [inputs[0]!, inputs[1]!, inputs[2]!, inputs[3]!, inputs[4]!];
    const column = [1, x.shape[1]!, ...x.shape.slice(2).map(() => 1)];
    const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
    const inverse = b.reciprocal(b.sqrt(b.add(variance, epsilon)));
    const standard = () => b.mul(b.sub(x, b.reshape(mean, column)), b.reshape(inverse, column));
    return [
      needed[0] ? b.mul(dy, b.reshape(b.mul(scale, inverse), column)) : null,
      needed[1] ? b.sum(b.mul(dy, standard()), axes) : null,
      needed[2] ? b.sum(dy, axes) : null,
      null,
      null,
    ];
  },
  emit: ({ emitter, inputNames, attributes: { epsilon } }) =>
    emitter.node('BatchNormalization', inputNames, { epsilon: { float: epsilon } }),
});
