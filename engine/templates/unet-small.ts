import type { Source } from '../document/graph-builder';
import { addPictureAnswer, addPictureInput } from './answer';
import { addUnet } from './families/unet';
import { NetworkBuilder } from './network-builder';
import { CAREFUL_TRAINING } from './small-pictures';
import type { Template } from './template';

const FILTERS = [16, 32, 64] as const;
/** The sides of what it works on are multiples of this, because it halves them twice. */
const STEP = 2 ** (FILTERS.length - 1);

export const unetSmall: Template = {
  name: 'unet-small',
  title: 'Small U-Net that takes away noise',
  summary: 'Noise is laid over every picture, and a U-Net of three stages learns to draw it as it was',
  notes: 'Padded, so that the answer has the size of the picture. Bound to masks and with an Output for them, the same network finds what belongs to what.',
  category: 'small',
  paper: { authors: 'Ronneberger, Fischer and Brox', title: 'U-Net: convolutional networks for biomedical image segmentation' },
  year: 2015,
  takes: 'picture',
  answers: 'picture',
  pictures: { smallest: 8, usual: 28, largest: 96 },
  size: { input: [1, 28, 28] },
  data: { kind: 'builtin', name: 'digits' },
  build: ({ input }) => {
    const network = new NetworkBuilder();
    const [channels, height, width] = input as readonly [number, number, number];
    const [below, beside] = [missing(height), missing(width)];
    let last: Source = network.layer('gaussian-noise', 'noise', addPictureInput(network, input), { deviation: 0.3 });
    if (below + beside > 0) last = network.layer('zero-pad2d', 'pad', last, { pads: [0, 0, below, beside] });
    last = addUnet(network, last, { filters: FILTERS, padding: 'same', side: height });
    if (below + beside > 0) last = network.layer('crop2d', 'crop', last, { edges: [0, 0, below, beside] });
    addPictureAnswer(network, network.layer('conv2d', 'pixels', last, { filters: channels, kernel: 1, initializer: 'lecun-normal' }));
    return { ...network.document('unet-small'), training: CAREFUL_TRAINING };
  },
};

/** What a side lacks to the next multiple. */
function missing(side: number): number {
  return Math.ceil(side / STEP) * STEP - side;
}
