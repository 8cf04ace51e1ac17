/** One training step of each case in TensorFlow.js: tfjs-steps.mjs CASE THREADS [SECONDS] prints one JSON line. */
import { readFileSync } from 'node:fs';
import { batchOf, expandLayers, uniform } from './start-values.mjs';
import { timed } from './timed.mjs';

const [name, threads, seconds = '1'] = process.argv.slice(2);
const tf = await import('@tensorflow/tfjs');
const wasm = await import('@tensorflow/tfjs-backend-wasm');
wasm.setThreadsCount(Number(threads));
wasm.setWasmPaths(new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname);
const spec = JSON.parse(readFileSync(new URL('../cases.json', import.meta.url), 'utf8'))[name];
// The wasm backend has no gradient of a convolution.
const backend = spec.input.length > 1 ? 'cpu' : 'wasm';
await tf.setBackend(backend);
await tf.ready();

const variables = [];
const variable = (data, shape) => {
  const made = tf.variable(tf.tensor(data, shape));
  variables.push(made);
  return made;
};
const constant = (size, value) => variable(new Float32Array(size).fill(value), [size]);

/** Draws [out, in, h, w] as every peer does, then turns it into [h, w, in, out], or [h, w, out, 1] for depthwise. */
function kernelOf(out, channels, kernel, depthwise) {
  const limit = Math.sqrt(3 / (channels * kernel * kernel));
  const drawn = tf.tensor4d(uniform(variables.length + 1, out * channels * kernel * kernel, limit), [out, channels, kernel, kernel]);
  const shape = depthwise ? [kernel, kernel, out, 1] : [kernel, kernel, channels, out];
  return variable(tf.transpose(drawn, [2, 3, 1, 0]).dataSync(), shape);
}

/** A layer as a function; pictures are channels-last, as TensorFlow.js requires on the CPU. */
function build(layers, shape) {
  const steps = [];
  for (const [kind, ...args] of layers) {
    const [channels, size] = shape;
    if (kind === 'dense') {
      const drawn = tf.tensor2d(uniform(variables.length + 1, channels * args[0], Math.sqrt(3 / channels)), [args[0], channels]);
      const weight = variable(tf.transpose(drawn).dataSync(), [channels, args[0]]);
      const bias = constant(args[0], 0);
      steps.push((x) => tf.add(tf.matMul(x, weight), bias));
      shape = [args[0]];
    } else if (kind === 'conv') {
      const [out, kernel, stride, pad, groups, hasBias] = args;
      const depthwise = groups > 1;
      const weight = kernelOf(out, channels / groups, kernel, depthwise);
      const bias = hasBias ? constant(out, 0) : undefined;
      const border = [[0, 0], [pad, pad], [pad, pad], [0, 0]];
      steps.push((x) => {
        const full = pad > 0 ? tf.pad(x, border) : x;
        const y = depthwise ? tf.depthwiseConv2d(full, weight, stride, 'valid') : tf.conv2d(full, weight, stride, 'valid');
        return bias ? tf.add(y, bias) : y;
      });
      shape = [out, Math.floor((size + 2 * pad - kernel) / stride) + 1];
    } else if (kind === 'batchnorm') {
      const scale = constant(channels, 1);
      const shift = constant(channels, 0);
      steps.push((x) => {
        const { mean, variance } = tf.moments(x, [0, 1, 2]);
        return tf.batchNorm(x, mean, variance, shift, scale, 1e-5);
      });
    } else if (kind === 'relu') steps.push((x) => tf.relu(x));
    else if (kind === 'maxpool') {
      steps.push((x) => tf.maxPool(x, 2, 2, 'valid'));
      shape = [channels, size / 2];
    } else if (kind === 'flatten') {
      steps.push((x) => tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [spec.batch, -1]));
      shape = [channels * size * size];
    } else if (kind === 'globalavg') {
      steps.push((x) => tf.mean(x, [1, 2]));
      shape = [channels];
    } else if (kind === 'residual') {
      const main = build(args[0], shape);
      const shortcut = build(args[1], shape);
      steps.push((x) => tf.relu(tf.add(main.run(x), shortcut.run(x))));
      shape = main.shape;
    } else throw new Error(`unknown layer ${kind}`);
  }
  return { shape, run: (x) => steps.reduce((value, step) => step(value), x) };
}

const first = spec.input[0];
const network = build(expandLayers(spec.layers, first), spec.input.slice(0, 2));
const { pictures, labels } = batchOf(spec);
const x = spec.input.length > 1
  ? tf.transpose(tf.tensor(pictures, [spec.batch, ...spec.input]), [0, 2, 3, 1])
  : tf.tensor(pictures, [spec.batch, ...spec.input]);
const expected = tf.oneHot(tf.tensor1d(labels, 'int32'), 10);
const optimizer = spec.optimizer === 'sgd' ? tf.train.sgd(spec.rate) : tf.train.adam(spec.rate);

await timed({ name, threads, seconds, version: `${tf.version.tfjs} ${backend}` }, () => {
  const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(expected, network.run(x)), true, variables);
  const value = loss.dataSync()[0];
  loss.dispose();
  return value;
});
