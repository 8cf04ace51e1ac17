import { defineInitializer, elements } from './define-initializer';

export const constant = defineInitializer({
  name: 'constant',
  title: 'Constant',
  summary: 'One number everywhere',
  takesAmount: true,
  fill: ({ shape, amount = 0 }) => new Float32Array(elements(shape)).fill(amount),
});
