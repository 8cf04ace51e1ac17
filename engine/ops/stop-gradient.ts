import { defineComposite } from './define-op';

export const stopGradient = defineComposite<Record<string, never>>({
  name: 'StopGradient',
  summary: 'y = x; the gradient is cut here on purpose',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: () => [null],
  expand: ({ inputs }) => [inputs[0]!],
});
