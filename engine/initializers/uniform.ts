import { defineInitializer, fillUniform } from './define-initializer';

export const uniform = defineInitializer({
  name: 'uniform',
  title: 'Uniform',
  summary: 'Uniform in ±amount (0.05)',
  takesAmount: true,
  fill: (context) => fillUniform(context, context.amount ?? 0.05),
});
