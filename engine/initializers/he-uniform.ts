import { defineInitializer, fillUniform } from './define-initializer';

export const heUniform = defineInitializer({
  name: 'he-uniform',
  title: 'He uniform',
  summary: 'Uniform in ±√(6 / fan in) (He et al. 2015)',
  takesAmount: false,
  fill: (context) => fillUniform(context, Math.sqrt(6 / context.fanIn)),
});
