import { defineInitializer, fillNormal } from './define-initializer';

export const lecunNormal = defineInitializer({
  name: 'lecun-normal',
  title: 'LeCun normal',
  summary: 'Normal with variance 1 / fan in (LeCun et al. 1998)',
  takesAmount: false,
  fill: (context) => fillNormal(context, Math.sqrt(1 / context.fanIn)),
});
