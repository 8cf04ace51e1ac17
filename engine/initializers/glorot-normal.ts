import { defineInitializer, fillNormal } from './define-initializer';

export const glorotNormal = defineInitializer({
  name: 'glorot-normal',
  title: 'Glorot normal',
  summary: 'Normal with variance 2 / (fan in + fan out) (Glorot and Bengio 2010)',
  takesAmount: false,
  fill: (context) => fillNormal(context, Math.sqrt(2 / (context.fanIn + context.fanOut))),
});
