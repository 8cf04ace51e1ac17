import { defineInitializer, fillNormal } from './define-initializer';

export const heNormal = defineInitializer({
  name: 'he-normal',
  title: 'He normal',
  summary: 'Normal with variance 2 / fan in (He et al. 2015)',
  takesAmount: false,
  fill: (context) => fillNormal(context, Math.sqrt(2 / context.fanIn)),
});
