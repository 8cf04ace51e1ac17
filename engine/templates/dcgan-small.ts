import type { Source } from '../document/graph-builder';
import { newId } from '../document/ids';
import { addPictureInput } from './answer';
import { addWindow, BY_TWO, DCGAN_PAPER } from './families/dcgan';
import { defineBlock, NetworkBuilder, type Block } from './network-builder';
import type { Template } from './template';

/** Random numbers that a picture is made of. */
const CODE = 32;
const FILTERS = 32;

/** From a code to a picture of `shape`, doubled twice. */
function generator([channels, height, width]: readonly [number, number, number]): Block {
  const body = (network: NetworkBuilder, input: Source): Source => {
    const spread = network.layer('dense', 'spread', input, { units: (2 * FILTERS * height * width) / 16 });
    let last: Source = network.layer('reshape', 'maps', spread, { shape: [2 * FILTERS, height / 4, width / 4] });
    last = network.layer('relu', 'relu1', network.layer('batch-norm', 'norm1', last));
    last = addWindow(network, 'conv-transpose2d', 'up1', last, { filters: FILTERS, ...BY_TWO });
    last = network.layer('relu', 'relu2', network.layer('batch-norm', 'norm2', last));
    last = addWindow(network, 'conv-transpose2d', 'up2', last, { filters: channels, ...BY_TWO, bias: true });
    return network.layer('sigmoid', 'sigmoid', last);
  };
  return defineBlock('generator', 'Makes a picture of random numbers', [], body, { in: 'vector', out: 'image' });
}

/**
 * Judges its first input and passes the second on, so that two copies in a row, which share their weights, judge both:
 * what the first copy says of the one comes out of `passed`, what the second says of the other out of `verdict`.
 */
function discriminator(): Block {
  const network = new NetworkBuilder();
  let last: Source = network.blockInput('judged');
  for (const [index, filters] of [FILTERS, 2 * FILTERS].entries()) {
    const conv = addWindow(network, 'conv2d', `conv${index + 1}`, last, { filters, ...BY_TWO, bias: true });
    last = network.layer('leaky-relu', `relu${index + 1}`, conv, { alpha: 0.2 });
  }
  const verdict = network.layer('dense', 'verdict', network.layer('flatten', 'flatten', last), { units: 1 });
  network.blockOutput(network.blockInput('next'), 'passed');
  network.blockOutput(verdict, 'verdict');
  const inputs = [{ name: 'judged', kind: 'image' }, { name: 'next', kind: 'any' }] as const;
  const outputs = [{ name: 'passed', kind: 'any' }, { name: 'verdict', kind: 'vector' }] as const;
  const description = 'Says whether a picture is real: judges the first input and passes the second on to the next copy';
  return { definition: { id: newId(), name: 'discriminator', description, inputs, outputs, parameters: [], graph: network.build() }, inner: [] };
}

const ADAM = { name: 'adam', learningRate: 0.0005, beta1: 0.5 };

export const dcganSmall: Template = {
  name: 'dcgan-small',
  title: 'Small adversarial pair',
  summary: 'A generator and a discriminator that learn from each other to draw new pictures',
  notes: 'Every step first teaches the discriminator to tell real from made, then the generator to be taken for real. The Output only shows the picture: it has no share in the loss. Without BatchNorm in the discriminator, unlike the paper.',
  category: 'generative',
  paper: DCGAN_PAPER,
  year: 2015,
  takes: 'picture',
  answers: 'picture',
  pictures: { smallest: 16, usual: 28, largest: 64, step: 4 },
  size: { input: [1, 28, 28] },
  data: { kind: 'builtin', name: 'digits' },
  build: ({ input }) => {
    const network = new NetworkBuilder();
    const real = addPictureInput(network, input);
    const zeros = network.layer('constant', 'zeros', real, { shape: [CODE] });
    const code = network.layer('gaussian-sample', 'code', { mean: zeros, logVariance: zeros });
    const made = network.block(generator(input as readonly [number, number, number]), { name: 'generator' }, code);
    network.add({ type: 'output', name: 'made', params: { loss: 'mean-squared-error', lossWeight: 0 }, binding: { column: 'image' } }, made);
    const judge = network.block(discriminator(), { name: 'discriminator', repeat: 2, shareWeights: true }, { judged: real, next: made });
    const [ofReal, ofMade] = [{ node: judge.id, port: 'passed' }, { node: judge.id, port: 'verdict' }];
    network.layer('constant-target', 'judge-real', ofReal, { value: 1 });
    network.layer('constant-target', 'judge-made', ofMade, { value: 0 });
    network.layer('constant-target', 'fool', ofMade, { value: 1 });
    const program = [
      { name: 'discriminator', losses: 'judge-*', tensors: 'discriminator1/**', optimizer: ADAM, every: 1 },
      { name: 'generator', losses: 'fool', tensors: 'generator/**', optimizer: ADAM, every: 1 },
    ];
    return { ...network.document('dcgan-small'), training: { epochs: 20, batchSize: 64, seed: 1, shuffle: true, program } };
  },
};
