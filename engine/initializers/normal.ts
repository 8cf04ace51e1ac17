import { defineInitializer, fillNormal } from './define-initializer';

export const normal = defineInitializer({
  name: 'normal',
  title: 'Normal',
  summary: 'Normal with standard deviation amount (0.05)',
  takesAmount: true,
  fill: (context) => fillNormal(context, context.amount ?? 0.05),
});
