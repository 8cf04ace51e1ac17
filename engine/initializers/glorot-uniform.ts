import { defineInitializer, fillUniform } from './define-initializer';

export const glorotUniform = defineInitializer({
  name: 'glorot-uniform',
  title: 'Glorot uniform',
  summary: 'Uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010)',
  takesAmount: false,
  fill: (context) => fillUniform(context, Math.sqrt(6 / (context.fanIn + context.fanOut))),
});
