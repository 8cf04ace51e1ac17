import { defineInitializer, fillUniform } from './define-initializer';

export const lecunUniform = defineInitializer({
  name: 'lecun-uniform',
  title: 'LeCun uniform',
  summary: 'Uniform in ±√(3 / fan in) (LeCun et al. 1998)',
  takesAmount: false,
  fill: (context) => fillUniform(context, Math.sqrt(3 / context.fanIn)),
});
