/** What the small detectors of two stages share: regions out of features at a stride of 8 pixels, and a head that looks into each region at a stride of 4. */
import type { Source } from '../../document/graph-builder';
import type { Endpoint, GraphNode } from '../../document/model';
import { plainReadings } from '../blocks/readings';
import { denseReader } from '../blocks/region-readers';
import type { NetworkBuilder } from '../network-builder';
import { trainWith } from '../template';

/** Pixels of the picture from one cell of the features to the next, where regions are cut out. */
const STRIDE = 4;

/** AP50 after it is 0.81 for Faster R-CNN, 0.80 for Mask R-CNN; no other rate of Muon was tried. */
export const TWO_STAGE_TRAINING = trainWith({ name: 'muon', learningRate: 0.03 }, { epochs: 3, batchSize: 16, schedule: { name: 'one-cycle' } });

export interface Proposals {
  readonly regions: Endpoint;
  readonly anchors: Endpoint;
}

/** Three proportions of each scale, as in the paper. */
const RATIOS = [0.5, 1, 2];

/** Looks at every cell of the features with nine anchors, the sides of which are shares of the picture. */
export function addProposals(network: NetworkBuilder, picture: GraphNode, features: Source, count: number): Proposals {
  const scales = sharesOf(picture, [0.09, 0.2, 0.45]);
  const anchors = scales.length * RATIOS.length;
  const { id } = network.layer('split', 'scores-and-shifts', network.block(plainReadings(), { name: 'read-anchors', params: { filters: 64, channels: 5 * anchors } }, features), { at: anchors });
  const inputs = { picture, scores: { node: id, port: 'first' }, shifts: { node: id, port: 'rest' } };
  const { id: node } = network.layer('region-proposals', 'proposals', inputs, { scales, ratios: RATIOS, count });
  return { regions: { node, port: 'regions' }, anchors: { node, port: 'anchors' } };
}

export interface Answers {
  readonly classes: GraphNode;
  readonly shifts: GraphNode;
}

/** Cuts 7×7 cells out of the features for each region. */
export function addCut(network: NetworkBuilder, pool: 'roi-align' | 'roi-pool', features: Source, regions: Source): GraphNode {
  return network.layer(pool, 'cut', { features, regions }, { size: 7, stride: STRIDE });
}

/** Reads what was cut out of `count` regions, and says what each holds and how its box is to be shifted. */
export function addAnswers(network: NetworkBuilder, cut: Source, { count, classes }: { readonly count: number; readonly classes: number }): Answers {
  const known = network.block(denseReader(), { name: 'read-regions', params: { regions: count } }, cut);
  return {
    classes: network.layer('dense', 'classes', known, { units: classes + 1, initializer: 'lecun-normal' }),
    shifts: network.layer('dense', 'shifts', known, { units: 4, initializer: 'zeros' }),
  };
}

export interface Windows {
  readonly regions: Endpoint;
  readonly count: number;
}

/** A window moves by half its side. */
const STEP = 0.5;

/** Square windows of three sizes, which are shares of the picture. */
export function addWindows(network: NetworkBuilder, picture: GraphNode): Windows {
  const sizes = sharesOf(picture, [0.15, 0.3, 0.6]);
  const { id } = network.layer('sliding-windows', 'windows', { picture }, { sizes, step: STEP });
  const [, height, width] = picture.params['shape'] as readonly [number, number, number];
  const along = (side: number, size: number) => Math.floor((side - size) / (STEP * size)) + 1;
  return { regions: { node: id, port: 'regions' }, count: sizes.reduce((sum, size) => sum + along(height, size) * along(width, size), 0) };
}

/** Boxes around what looks alike, whatever their sizes. */
export function addSearch(network: NetworkBuilder, picture: GraphNode, count: number): Endpoint {
  return { node: network.layer('selective-search', 'search', { picture }, { count }).id, port: 'regions' };
}

/** Whole pixels of the shorter side of an Input. */
function sharesOf({ params }: GraphNode, shares: readonly number[]): number[] {
  const [, height, width] = params['shape'] as readonly [number, number, number];
  return shares.map((share) => Math.round(share * Math.min(height, width)));
}
