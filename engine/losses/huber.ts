import { defineLoss, perSample } from './define-loss';

export const huber = defineLoss({
  name: 'huber',
  title: 'Huber',
  summary: 'Squared for small differences, straight for those beyond delta (Huber 1964)',
  formula: String.raw`\tfrac{1}{2} d^2 \text{ where } |d| \le \delta, \text{ else } \delta (|d| - \tfrac{1}{2} \delta); \quad d = y - \hat y`,
  accepts: ['number', 'image'],
  options: ['delta', 'reduction'],
  target: (shape) => ({ dtype: 'float32', shape }),
  loss: (context) => {
    const { builder: b, input, target, options } = context;
    const distance = b.abs(b.sub(input, target));
    // With s = min(|d|, δ) both pieces are ½s² + δ(|d| − s): no branch, and the derivative is continuous.
    const square = b.min(distance, options.delta);
    const line = b.mul(b.sub(distance, square), options.delta);
    return { loss: perSample(context, b.add(b.mul(b.square(square), 0.5), line)) };
  },
  onPrediction: 'huber',
  prediction: (_, input) => input,
});
