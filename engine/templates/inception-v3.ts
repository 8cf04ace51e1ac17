import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { inceptionA, inceptionB, inceptionC, inceptionD, inceptionE } from './blocks/inception-v3';
import { addInceptionStem, inceptionUnits } from './families/inception-resnet';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING } from './photographs';
import type { Template } from './template';

export const inceptionV3: Template = {
  name: 'inception-v3',
  title: 'Inception-v3',
  summary: 'Large windows taken apart into rows, columns and small squares, in five kinds of blocks',
  notes: 'A 7×7 window as a row and a column of seven costs 14 products instead of 49. The auxiliary classifier is left out.',
  category: 'classic',
  paper: { authors: 'Szegedy, Vanhoucke, Ioffe, Shlens and Wojna', title: 'Rethinking the Inception architecture for computer vision' },
  year: 2015,
  reference: { parameters: 23_834_568, implementation: 'torchvision inception_v3 without the auxiliary classifier' },
  takes: 'picture',
  pictures: { smallest: 75, usual: 299, largest: 512 },
  size: { input: [3, 299, 299], classes: 1000 },
  build: (size) => {
    const network = new NetworkBuilder();
    const units = inceptionUnits();
    let last: Source = addInceptionStem(network, units, network.input(size.input));
    last = network.layer('max-pool2d', 'pool2', last, { kernel: 3, stride: 2 });
    const [a, c] = [inceptionA(units), inceptionC(units)];
    last = network.block(a, { name: 'mixed1', params: { pool: 32 } }, last);
    last = network.block(a, { name: 'mixed2', params: { pool: 64 }, repeat: 2 }, last);
    last = network.block(inceptionB(units), { name: 'halving1' }, last);
    last = network.block(c, { name: 'mixed3', params: { middle: 128 } }, last);
    last = network.block(c, { name: 'mixed4', params: { middle: 160 }, repeat: 2 }, last);
    last = network.block(c, { name: 'mixed5', params: { middle: 192 } }, last);
    last = network.block(inceptionD(units), { name: 'halving2' }, last);
    last = network.block(inceptionE(units), { name: 'mixed6', repeat: 2 }, last);
    last = network.layer('dropout', 'dropout', network.layer('global-avg-pool', 'pool', last), { rate: 0.5 });
    addAnswer(network, last, size);
    return { ...network.document('inception-v3'), training: NORMALIZED_TRAINING };
  },
};
