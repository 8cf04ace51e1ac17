import type { Source } from '../document/graph-builder';
import { addPictureAnswer, addPictureInput } from './answer';
import { NetworkBuilder } from './network-builder';
import { CAREFUL_TRAINING } from './small-pictures';
import type { Template } from './template';

const HIDDEN = 500;
const CODE = 20;

/**
 * The paper adds up errors over the pixels; an Output takes their mean. So the divergence counts one pixel's share, and the
 * sum of both is the paper's bound divided by the number of pixels.
 */
export const vae: Template = {
  name: 'vae',
  title: 'Variational autoencoder',
  summary: 'An autoencoder whose code is drawn at random, so that every code draws a picture',
  notes: 'The encoder gives a mean and a variance for each of twenty numbers; the divergence, a second loss, holds them near a normal distribution.',
  category: 'generative',
  paper: { authors: 'Kingma and Welling', title: 'Auto-encoding variational Bayes' },
  year: 2013,
  reference: { parameters: 815_824, implementation: 'the paper, 784-500-20 and back, with ReLU for tanh' },
  takes: 'picture',
  answers: 'picture',
  pictures: { smallest: 8, usual: 28, largest: 64 },
  size: { input: [1, 28, 28] },
  data: { kind: 'builtin', name: 'digits' },
  build: ({ input }) => {
    const network = new NetworkBuilder();
    const pixels = input.reduce((product, side) => product * side, 1);
    const dense = (name: string, from: Source, units: number) => network.layer('dense', name, from, { units, initializer: 'lecun-normal' });
    const picture = addPictureInput(network, input);
    const encoded = network.layer('relu', 'relu1', dense('encode', network.layer('flatten', 'flatten', picture), HIDDEN));
    const [mean, logVariance] = [dense('mean', encoded, CODE), dense('log-variance', encoded, CODE)];
    const code = network.layer('gaussian-sample', 'code', { mean, logVariance });
    const decoded = dense('pixels', network.layer('relu', 'relu2', dense('decode', code, HIDDEN)), pixels);
    addPictureAnswer(network, network.layer('reshape', 'drawn', decoded, { shape: [...input] }));
    // An Output compares with a column, so the divergence stands on top of the picture, which it is then compared with.
    const divergence = network.layer('lambda', 'divergence', { in1: mean, in2: logVariance }, { expression: '0.5 * sum(a^2 + exp(b) - b - 1)' });
    const point = network.layer('reshape', 'point', divergence, { shape: input.map(() => 1) });
    const raised = network.layer('lambda', 'raised', { in1: picture, in2: point }, { expression: 'a + b' });
    network.add({ type: 'output', name: 'divergence-loss', params: { loss: 'mean-absolute-error', lossWeight: 1 / pixels }, binding: { column: 'image' } }, raised);
    return { ...network.document('vae'), training: CAREFUL_TRAINING };
  },
};
