import { defineInitializer, elements } from './define-initializer';

export const ones = defineInitializer({
  name: 'ones',
  title: 'Ones',
  summary: 'All one: scales of normalization layers',
  takesAmount: false,
  fill: ({ shape }) => new Float32Array(elements(shape)).fill(1),
});
