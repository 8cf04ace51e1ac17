/** One training step of each case in jax-js (WebAssembly): jax-steps.mjs CASE THREADS [SECONDS] prints one JSON line. */
import { readFileSync } from 'node:fs';
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { batchOf, expandLayers, uniform } from './start-values.mjs';
import { timed } from './timed.mjs';

const [name, threads, seconds = '1'] = process.argv.slice(2);
await init('wasm');
defaultDevice('wasm');
const spec = JSON.parse(readFileSync(new URL('../cases.json', import.meta.url), 'utf8'))[name];

const start = [];
function parameter(data, shape) {
  start.push(np.array(data).reshape(shape));
  return start.length - 1;
}
const constant = (size, value, shape) => parameter(new Float32Array(size).fill(value), shape);
const drawn = (count, fanIn, shape) => parameter(uniform(start.length + 1, count, Math.sqrt(3 / fanIn)), shape);

/** Layers as functions of the value and the parameter list. jax-js consumes its arguments, hence every `.ref`. */
function build(layers, shape) {
  const steps = [];
  for (const [kind, ...args] of layers) {
    const [channels, size] = shape;
    if (kind === 'dense') {
      const weight = drawn(args[0] * channels, channels, [args[0], channels]);
      const bias = constant(args[0], 0, [args[0]]);
      steps.push((x, p) => np.matmul(x, np.transpose(p[weight].ref)).add(p[bias].ref));
      shape = [args[0]];
    } else if (kind === 'conv') {
      const [out, kernel, stride, pad, groups, hasBias] = args;
      const inputs = channels / groups;
      const weight = drawn(out * inputs * kernel * kernel, inputs * kernel * kernel, [out, inputs, kernel, kernel]);
      const bias = hasBias ? constant(out, 0, [1, out, 1, 1]) : undefined;
      steps.push((x, p) => {
        const border = [[pad, pad], [pad, pad]];
        const y = lax.convGeneralDilated(x, p[weight].ref, [stride, stride], border, { featureGroupCount: groups });
        return bias === undefined ? y : y.add(p[bias].ref);
      });
      shape = [out, Math.floor((size + 2 * pad - kernel) / stride) + 1];
    } else if (kind === 'batchnorm') {
      const scale = constant(channels, 1, [1, channels, 1, 1]);
      const shift = constant(channels, 0, [1, channels, 1, 1]);
      steps.push((x, p) => {
        const centred = x.ref.sub(np.mean(x, [0, 2, 3], { keepdims: true }));
        const variance = np.mean(np.square(centred.ref), [0, 2, 3], { keepdims: true });
        return centred.div(np.sqrt(variance.add(1e-5))).mul(p[scale].ref).add(p[shift].ref);
      });
    } else if (kind === 'relu') steps.push((x) => nn.relu(x));
    else if (kind === 'maxpool') {
      steps.push((x) => np.max(x.reshape([spec.batch, channels, size / 2, 2, size / 2, 2]), [3, 5]));
      shape = [channels, size / 2];
    } else if (kind === 'flatten') {
      steps.push((x) => x.reshape([spec.batch, channels * size * size]));
      shape = [channels * size * size];
    } else if (kind === 'globalavg') {
      steps.push((x) => np.mean(x, [2, 3]));
      shape = [channels];
    } else if (kind === 'residual') {
      const main = build(args[0], shape);
      const shortcut = build(args[1], shape);
      steps.push((x, p) => nn.relu(main.run(x.ref, p).add(shortcut.run(x, p))));
      shape = main.shape;
    } else throw new Error(`unknown layer ${kind}`);
  }
  return { shape, run: (x, p) => steps.reduce((value, step) => step(value, p), x) };
}

const network = build(expandLayers(spec.layers, spec.input[0]), spec.input.slice(0, 2));
const { pictures, labels } = batchOf(spec);
const x = np.array(pictures).reshape([spec.batch, ...spec.input]);
const expected = nn.oneHot(np.array(labels, { dtype: np.int32 }), 10);

function lossOf(p, from, to) {
  const scores = nn.logSoftmax(network.run(from, p));
  for (const value of p) value.dispose();
  return np.sum(scores.mul(to)).mul(-1 / spec.batch);
}

const sgd = jit((p, from, to) => {
  const [loss, gradients] = valueAndGrad(lossOf)(p.map((value) => value.ref), from, to);
  return [loss, p.map((value, index) => value.sub(gradients[index].mul(spec.rate)))];
});

/** `correction` holds 1 − β₁ᵗ and 1 − β₂ᵗ. */
const adam = jit((p, m, v, correction, from, to) => {
  const [loss, gradients] = valueAndGrad(lossOf)(p.map((value) => value.ref), from, to);
  const first = m.map((value, index) => value.mul(0.9).add(gradients[index].ref.mul(0.1)));
  const second = v.map((value, index) => value.mul(0.999).add(np.square(gradients[index]).mul(0.001)));
  const [one, two] = np.split(correction, 2);
  const next = p.map((value, index) => {
    const deviation = np.sqrt(second[index].ref.div(two.ref)).add(1e-8);
    return value.sub(first[index].ref.div(one.ref).div(deviation).mul(spec.rate));
  });
  one.dispose();
  two.dispose();
  return [loss, next, first, second];
});

let parameters = start;
let [m, v] = spec.optimizer === 'adam' ? [0, 0].map(() => start.map((value) => np.zeros(value.shape))) : [];
let time = 0;
await timed({ name, threads, seconds, version: '0.1.25 wasm' }, async () => {
  let loss;
  time++;
  if (spec.optimizer === 'sgd') [loss, parameters] = sgd(parameters, x.ref, expected.ref);
  else [loss, parameters, m, v] = adam(parameters, m, v, np.array([1 - 0.9 ** time, 1 - 0.999 ** time]), x.ref, expected.ref);
  return (await loss.data())[0];
});
