/** The strongest linear model on raw inputs, as the yardstick of how much a data set asks for. */
import { RandomStream } from '../../engine/core/random';

export interface Examples {
  readonly inputs: Float32Array;
  readonly labels: Uint8Array;
}

const BATCH = 64;
const RATE = 2e-3;
const DECAY = 1e-4;

/** Trains by Adam and returns, for each held-out set, the best accuracy after any epoch, which flatters the linear model. */
export function bestLinearAccuracies(train: Examples, heldOut: readonly Examples[], classes: number, epochs: number): number[] {
  const features = train.inputs.length / train.labels.length;
  const size = (features + 1) * classes;
  const weights = new Float64Array(size);
  const [gradient, first, second] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const best = heldOut.map(() => 0);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = new RandomStream(1, 'linear', epoch).permutation(train.labels.length);
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.subarray(start, start + BATCH);
      gradient.fill(0);
      for (const row of batch) addGradient(gradient, weights, train, row, features, classes, batch.length);
      step++;
      const scale = (RATE * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
      for (let at = 0; at < size; at++) {
        const slope = gradient[at]! + DECAY * weights[at]!;
        first[at] = 0.9 * first[at]! + 0.1 * slope;
        second[at] = 0.999 * second[at]! + 0.001 * slope * slope;
        weights[at]! -= (scale * first[at]!) / (Math.sqrt(second[at]!) + 1e-8);
      }
    }
    heldOut.forEach((held, at) => (best[at] = Math.max(best[at]!, accuracy(weights, held, features, classes))));
  }
  return best;
}

function scoresOf(weights: Float64Array, { inputs }: Examples, row: number, features: number, classes: number): Float64Array {
  const scores = weights.slice(features * classes);
  for (let feature = 0; feature < features; feature++) {
    const value = inputs[row * features + feature]!;
    if (value === 0) continue;
    for (let label = 0; label < classes; label++) scores[label]! += value * weights[feature * classes + label]!;
  }
  return scores;
}

function addGradient(
  gradient: Float64Array, weights: Float64Array, examples: Examples, row: number, features: number, classes: number, batch: number,
): void {
  const scores = scoresOf(weights, examples, row, features, classes);
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const errors = powers.map((power, label) => (power / total - (label === examples.labels[row] ? 1 : 0)) / batch);
  for (let feature = 0; feature < features; feature++) {
    const value = examples.inputs[row * features + feature]!;
    if (value === 0) continue;
    for (let label = 0; label < classes; label++) gradient[feature * classes + label]! += value * errors[label]!;
  }
  for (let label = 0; label < classes; label++) gradient[features * classes + label]! += errors[label]!;
}

function accuracy(weights: Float64Array, examples: Examples, features: number, classes: number): number {
  let right = 0;
  examples.labels.forEach((label, row) => {
    const scores = scoresOf(weights, examples, row, features, classes);
    if (scores.indexOf(Math.max(...scores)) === label) right++;
  });
  return right / examples.labels.length;
}
