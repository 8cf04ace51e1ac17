import { defineUnary } from './elementwise';

export const gelu = defineUnary({
  name: 'Gelu',
  summary: 'y = x Φ(x), Φ the normal distribution function, without approximation (ONNX Gelu; Hendrycks and Gimpel 2016)',
  gradient: ({ builder: b, x, dy }) => {
    const distribution = b.mul(b.add(b.one('Erf', [b.mul(x, Math.SQRT1_2)], {}), 1), 0.5);
    const density = b.mul(b.exp(b.mul(b.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return b.mul(dy, b.add(distribution, b.mul(x, density)));
  },
});
