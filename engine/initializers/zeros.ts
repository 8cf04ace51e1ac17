import { defineInitializer, elements } from './define-initializer';

export const zeros = defineInitializer({
  name: 'zeros',
  title: 'Zeros',
  summary: 'All zero',
  takesAmount: false,
  fill: ({ shape }) => new Float32Array(elements(shape)),
});
