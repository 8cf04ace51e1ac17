import type { Source } from '../document/graph-builder';
import { addPictureAnswer, addPictureInput } from './answer';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

const FILTERS = [16, 32] as const;

export const autoencoderSmall: Template = {
  name: 'autoencoder-small',
  title: 'Small convolutional autoencoder',
  summary: 'Squeezes a picture through sixteen numbers and draws it again with transposed convolutions',
  notes: 'What the code cannot hold is lost: look at which details survive.',
  category: 'small',
  paper: { authors: 'Masci, Meier, Cireşan and Schmidhuber', title: 'Stacked convolutional auto-encoders for hierarchical feature extraction' },
  year: 2011,
  takes: 'picture',
  answers: 'picture',
  pictures: { smallest: 8, usual: 28, largest: 64 },
  size: { input: [1, 28, 28] },
  data: { kind: 'builtin', name: 'digits' },
  build: ({ input }) => {
    const network = new NetworkBuilder();
    const [channels, ...sides] = input as readonly [number, number, number];
    // Sides that are no multiples of four are cut off again after they have been enlarged.
    const [height, width] = sides.map((side) => Math.ceil(side / 4)) as [number, number];
    let last: Source = addPictureInput(network, input);
    for (const [index, filters] of FILTERS.entries()) {
      const conv = network.layer('conv2d', `conv${index + 1}`, last, { filters, kernel: 3, stride: 2, padding: 'same', initializer: 'he-normal' });
      last = network.layer('relu', `relu${index + 1}`, conv);
    }
    last = network.layer('dense', 'code', network.layer('flatten', 'flatten', last), { units: 16, initializer: 'lecun-normal' });
    last = network.layer('relu', 'relu3', network.layer('dense', 'spread', last, { units: FILTERS[1] * height * width, initializer: 'lecun-normal' }));
    last = network.layer('reshape', 'maps', last, { shape: [FILTERS[1], height, width] });
    last = network.layer('relu', 'relu4', network.layer('conv-transpose2d', 'up1', last, { filters: FILTERS[0], kernel: 2, stride: 2, initializer: 'he-normal' }));
    last = network.layer('conv-transpose2d', 'up2', last, { filters: channels, kernel: 2, stride: 2, initializer: 'lecun-normal' });
    const [below, beside] = [4 * height - sides[0]!, 4 * width - sides[1]!];
    if (below > 0 || beside > 0) last = network.layer('crop2d', 'crop', last, { edges: [0, 0, below, beside] });
    addPictureAnswer(network, last);
    return { ...network.document('autoencoder-small'), training: trainWith({ name: 'adam', learningRate: 0.002 }, { epochs: 10, schedule: { name: 'one-cycle' } }) };
  },
};
