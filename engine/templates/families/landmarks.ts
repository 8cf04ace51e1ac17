/**
 * What the small landmarkers share: a trunk that halves the picture, a way back up that brings what it understood to finer maps,
 * and three maps for every point. Heat maps learn from far fewer pictures than a Dense layer that tells coordinates: a point looks
 * the same wherever it is.
 */
import type { Source } from '../../document/graph-builder';
import type { LoomDocument } from '../../document/model';
import { convUnit } from '../blocks/conv-unit';
import { merge } from '../blocks/merge';
import { NetworkBuilder, type Block } from '../network-builder';
import { trainWith, type Template, type TemplateSize } from '../template';

/** Pictures of 96×96, as the built-in hands and faces. */
export const SMALL_LANDMARKER = {
  category: 'detection',
  takes: 'picture',
  answers: 'points',
  pictures: { smallest: 48, usual: 96, largest: 128, step: 16 },
} as const satisfies Partial<Template>;

/** Channels of the maps at strides 4, 8 and 16. */
const WIDTHS = [32, 64, 128] as const;
/** Channels of the first map, at stride 2. */
const STEM = 16;
/** Maps of place, depth and visibility. */
const MAPS = 3;

export function buildLandmarker(name: string, { input, points = 1 }: TemplateSize): LoomDocument {
  const network = new NetworkBuilder();
  const unit = convUnit();
  const picture = network.input(input);
  const [fine, middle, coarse] = addTrunk(network, unit, network.block(unit, { name: 'stem', params: { filters: STEM, stride: 2 } }, picture));
  const up = merge(unit);
  const between = addMerge(network, { up, unit, name: 'middle', filters: 64 }, coarse, middle);
  const maps = addMerge(network, { up, unit, name: 'fine', filters: 48 }, between, fine);
  const told = network.layer('conv2d', 'maps', maps, { filters: MAPS * points, kernel: 1, initializer: 'lecun-normal' });
  network.layer('heatmap-output', 'points', { picture, in: told });
  return { ...network.document(name), training: trainWith({ name: 'muon', learningRate: 0.05 }, { epochs: 6, batchSize: 16, schedule: { name: 'one-cycle' } }) };
}

function addTrunk(network: NetworkBuilder, unit: Block, stem: Source): readonly [Source, Source, Source] {
  let last = stem;
  const stages = WIDTHS.map((filters, index) => {
    last = network.block(unit, { name: `halve${index + 1}`, params: { filters, stride: 2 } }, last);
    last = network.block(unit, { name: `stage${index + 1}`, params: { filters } }, last);
    return last;
  });
  return stages as [Source, Source, Source];
}

interface Merge {
  readonly up: Block;
  readonly unit: Block;
  readonly name: string;
  readonly filters: number;
}

/** A coarser map brought to a finer one, mixed with it and looked at once more. */
function addMerge(network: NetworkBuilder, { up, unit, name, filters }: Merge, coarser: Source, finer: Source): Source {
  const mixed = network.block(up, { name: `mix-${name}`, params: { filters } }, { in: coarser, finer });
  return network.block(unit, { name: `look-${name}`, params: { filters } }, mixed);
}
