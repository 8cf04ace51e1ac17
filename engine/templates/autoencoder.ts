import type { Source } from '../document/graph-builder';
import { addPictureAnswer, addPictureInput } from './answer';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

const WIDTHS = [1000, 500, 250] as const;
const CODE = 30;

export const autoencoder: Template = {
  name: 'autoencoder',
  title: 'Deep autoencoder',
  summary: 'Squeezes a digit into thirty numbers and draws it again from them',
  notes: 'The paper trained it layer by layer with sigmoids; with ReLU and Adam it learns in one go.',
  category: 'generative',
  paper: { authors: 'Hinton and Salakhutdinov', title: 'Reducing the dimensionality of data with neural networks' },
  year: 2006,
  reference: { parameters: 2_837_314, implementation: 'the paper, 784-1000-500-250-30 and back' },
  takes: 'picture',
  answers: 'picture',
  pictures: { smallest: 8, usual: 28, largest: 64 },
  size: { input: [1, 28, 28] },
  data: { kind: 'builtin', name: 'digits' },
  build: ({ input }) => {
    const network = new NetworkBuilder();
    const layer = (name: string, from: Source, units: number) => network.layer('relu', `relu-${name}`, network.layer('dense', name, from, { units, initializer: 'he-normal' }));
    let last: Source = network.layer('flatten', 'flatten', addPictureInput(network, input));
    for (const [index, units] of WIDTHS.entries()) last = layer(`encode${index + 1}`, last, units);
    last = network.layer('dense', 'code', last, { units: CODE, initializer: 'lecun-normal' });
    for (const [index, units] of [...WIDTHS].reverse().entries()) last = layer(`decode${index + 1}`, last, units);
    last = network.layer('dense', 'pixels', last, { units: input.reduce((product, side) => product * side, 1), initializer: 'lecun-normal' });
    last = network.layer('reshape', 'picture', last, { shape: [...input] });
    addPictureAnswer(network, last);
    return { ...network.document('autoencoder'), training: trainWith({ name: 'adam', learningRate: 0.001 }, { epochs: 15, schedule: { name: 'one-cycle' } }) };
  },
};
