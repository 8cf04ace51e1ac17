import { defineUnary } from './elementwise';

export const hardSwish = defineUnary({
  name: 'HardSwish',
  summary: 'y = x · min(max(x/6 + 1/2, 0), 1) (ONNX HardSwish; Howard et al. 2019)',
  gradient: ({ builder: b, x, dy }) => {
    const middle = b.add(b.mul(x, 1 / 3), 0.5);
    const slope = b.where(b.one('GreaterOrEqual', [x, b.scalar(3)], {}), 1, b.where(b.less(x, -3), 0, middle));
    return b.mul(dy, slope);
  },
});
