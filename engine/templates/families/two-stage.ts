/** What the small detectors of two stages share: features at a stride of 8 pixels, regions out of them, and a head that looks into each region. */
import type { Source } from '../../document/graph-builder';
import type { GraphNode, JsonObject } from '../../document/model';
import type { NetworkBuilder } from '../network-builder';
import { trainWith } from '../template';

/** Pixels of the picture from one cell of the features to the next. */
const STRIDE = 8;
/** Values that the head knows of each region before it answers. */
const UNITS = 128;

export const TWO_STAGE_TRAINING = trainWith({ name: 'adamw', learningRate: 0.002 }, { epochs: 12, batchSize: 16, schedule: { name: 'one-cycle' } });

export interface Proposals {
  readonly regions: Source;
  readonly anchors: Source;
}

/** Three scales in three proportions, as in the paper; the scales are those of objects of 8 to 96 pixels. */
const ANCHORS = { scales: [14, 32, 72], ratios: [0.5, 1, 2] } as const;
const ANCHOR_COUNT = ANCHORS.scales.length * ANCHORS.ratios.length;

/** Looks at every cell of the features with nine anchors. */
export function addProposals(network: NetworkBuilder, picture: Source, features: Source, count: number): Proposals {
  const seen = network.layer('relu', 'proposals-relu', network.layer('conv2d', 'proposals-conv', features, { filters: 64, kernel: 3, padding: 'same', initializer: 'he-normal' }));
  const reading = (name: string, filters: number) => network.layer('conv2d', name, seen, { filters, kernel: 1, initializer: 'lecun-normal' });
  const inputs = { picture, scores: reading('proposals-scores', ANCHOR_COUNT), shifts: reading('proposals-shifts', 4 * ANCHOR_COUNT) };
  const { id: node } = network.layer('region-proposals', 'proposals', inputs, { scales: [...ANCHORS.scales], ratios: [...ANCHORS.ratios], count });
  return { regions: { node, port: 'regions' }, anchors: { node, port: 'anchors' } };
}

export interface RegionReading {
  readonly classes: GraphNode;
  readonly shifts: GraphNode;
}

/** Cuts `count` regions out of the features, reads each with the same two Dense layers and answers for each. */
export function addRegionHead(network: NetworkBuilder, pool: { readonly type: 'roi-align' | 'roi-pool'; readonly params?: JsonObject }, features: Source, regions: Source, { count, classes }: { readonly count: number; readonly classes: number }): RegionReading {
  const cut = network.layer(pool.type, 'regions', { features, regions }, { size: 7, stride: STRIDE, ...pool.params });
  const flat = network.layer('reshape', 'per-region', cut, { shape: [count, -1] });
  const first = network.layer('relu', 'relu1', network.layer('dense', 'dense1', flat, { units: UNITS }));
  const second = network.layer('relu', 'relu2', network.layer('dense', 'dense2', first, { units: UNITS }));
  return {
    classes: network.layer('dense', 'classes', second, { units: classes + 1, initializer: 'lecun-normal' }),
    shifts: network.layer('dense', 'shifts', second, { units: 4, initializer: 'zeros' }),
  };
}
