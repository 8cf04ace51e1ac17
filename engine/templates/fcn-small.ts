import type { Source } from '../document/graph-builder';
import { convUnit } from './blocks/conv-unit';
import { addFitted } from './fitted-sides';
import { MASK_TRAINING, SMALL_MASKS } from './masked-pictures';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const FILTERS = [16, 32, 64] as const;

export const fcnSmall: Template = {
  ...SMALL_MASKS,
  name: 'fcn-small',
  title: 'Small FCN',
  summary: 'A classifier without its Dense end: scores of the coarsest view are enlarged step by step and joined by those of finer ones',
  notes: 'As FCN-8s in the paper, scores of three sizes are added; with BatchNorm, fewer stages, and enlarging that is not learned.',
  paper: { authors: 'Long, Shelhamer and Darrell', title: 'Fully convolutional networks for semantic segmentation' },
  year: 2014,
  build: ({ input, classes = 2 }) => {
    const network = new NetworkBuilder();
    const unit = convUnit();
    const [, height, width] = input as readonly [number, number, number];
    const scores = addFitted(network, network.input(input), { height, width }, 2 ** FILTERS.length, (padded) => {
      const views: Source[] = [];
      let last = padded;
      for (const [index, filters] of FILTERS.entries()) {
        last = network.block(unit, { name: `stage${index + 1}`, params: { filters }, repeat: 2 }, last);
        last = views[index] = network.layer('max-pool2d', `pool${index + 1}`, last);
      }
      views[FILTERS.length - 1] = network.block(unit, { name: 'head', params: { filters: 96 } }, last);
      return addScores(network, views, classes);
    });
    network.layer('output', 'output', scores, { loss: 'pixel-cross-entropy' });
    return { ...network.document('fcn-small'), training: MASK_TRAINING };
  },
};

/** Scores of each view, from the coarsest up: enlarged twice, and added to those of the next. */
function addScores(network: NetworkBuilder, views: readonly Source[], classes: number): Source {
  const scored = views.map((view, index) => network.layer('conv2d', `scores${index + 1}`, view, { filters: classes, kernel: 1, initializer: 'lecun-normal' }));
  return scored.reduceRight<Source | undefined>((coarser, own, index) => {
    const joined = coarser === undefined ? own : network.layer('add', `join${index + 1}`, { in1: own, in2: coarser });
    return network.layer('upsample2d', `enlarge${index + 1}`, joined, { factor: 2, mode: 'bilinear' });
  }, undefined)!;
}
