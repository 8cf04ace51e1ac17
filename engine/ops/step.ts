import { defineComposite, NoGradientError } from './define-op';

export type StepAttributes = {
  readonly threshold: number;
  /** `identity` passes the gradient through unchanged, which turns ½ squared error into the perceptron rule. */
  readonly surrogate: 'none' | 'identity';
};

export const step = defineComposite<StepAttributes>({
  name: 'Step',
  summary: 'y = 1 where x ≥ threshold, else 0',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ outputGradients, attributes: { surrogate } }) => {
    if (surrogate === 'none') throw new NoGradientError('a step is flat on both sides of its threshold');
    return outputGradients;
  },
  expand: ({ builder: b, inputs, attributes: { threshold } }) => [
    b.cast(b.one('GreaterOrEqual', [inputs[0]!, b.scalar(threshold)], {}), 'float32'),
  ],
});
