/** What the small detectors share: a trunk that halves the picture, a neck that brings what it understood back to finer maps. */
import type { Source } from '../../document/graph-builder';
import type { TrainingSettings } from '../../document/model';
import { convUnit } from '../blocks/conv-unit';
import { merge } from '../blocks/merge';
import { decoupledReadings, plainReadings } from '../blocks/readings';
import type { Block, NetworkBuilder } from '../network-builder';
import { trainWith, type Template } from '../template';

/** Pictures of 160×160, as the built-in scenes. */
export const SMALL_DETECTOR = {
  category: 'detection',
  takes: 'picture',
  answers: 'boxes',
  pictures: { smallest: 64, usual: 160, largest: 320, step: 32 },
  size: { input: [3, 160, 160], classes: 8 },
  data: { kind: 'builtin', name: 'scenes' },
} as const satisfies Partial<Template>;

/** Batches are as large as a block of channels: then gradients of kernels are convolutions too, and a picture costs a third less than in batches of 8. */
export const DETECTOR_TRAINING: TrainingSettings = trainWith({ name: 'adamw', learningRate: 0.03 }, { epochs: 7, batchSize: 16, schedule: { name: 'one-cycle' } });

/** Anchors that overlap an object by this share answer for it beside the one most like it: AP50 after 6,000 scenes is 0.29 instead of 0.10. */
export const ALSO_ALIKE = 0.18;

/** Channels of the maps at strides 2, 4, 8, 16 and 32: whole blocks of 16, which processors convolve fastest. */
const WIDTHS = [16, 32, 48, 96, 96] as const;

export interface Maps {
  readonly fine: Source;
  readonly middle: Source;
  readonly coarse: Source;
}

/** Maps at strides 8, 16 and 32, each made from what the coarser ones understood as well. */
export function addTrunkAndNeck(network: NetworkBuilder, input: Source): Maps {
  const unit = convUnit();
  const [fine, middle, coarse] = addTrunk(network, unit, input);
  const deep = network.block(unit, { name: 'neck-coarse', params: { filters: 48, kernel: 1 } }, coarse!);
  const up = merge(unit);
  const between = network.block(up, { name: 'neck-middle', params: { filters: 48 } }, { in: deep, finer: middle! });
  return { fine: network.block(up, { name: 'neck-fine', params: { filters: 48 } }, { in: between, finer: fine! }), middle: between, coarse: deep };
}

/** The maps at strides 8, 16 and 32. What is small is looked at once more at stride 4. */
export function addTrunk(network: NetworkBuilder, unit: Block, input: Source): Source[] {
  let last = input;
  return WIDTHS.flatMap((filters, index) => {
    last = network.block(unit, { name: `halve${index + 1}`, params: { filters, stride: 2 } }, last);
    if (index === 0) return [];
    last = network.block(unit, { name: `stage${index + 1}`, params: { filters } }, last);
    return index === 1 ? [] : [last];
  });
}

/** What a head reads of each map: once more 3×3, then a 1×1 convolution with bias. */
export function addReadings(network: NetworkBuilder, maps: Maps, channels: number): Maps {
  const readings = plainReadings();
  const read = (name: keyof Maps) => network.block(readings, { name: `read-${name}`, params: { filters: 48, channels } }, maps[name]);
  return { fine: read('fine'), middle: read('middle'), coarse: read('coarse') };
}

/** The same in two branches, one for the values of boxes and one for classes. */
export function addDecoupledReadings(network: NetworkBuilder, maps: Maps, { box, classes }: { readonly box: number; readonly classes: number }): Maps {
  const readings = decoupledReadings();
  const read = (name: keyof Maps) => network.block(readings, { name: `read-${name}`, params: { filters: 48, box, classes } }, maps[name]);
  return { fine: read('fine'), middle: read('middle'), coarse: read('coarse') };
}

/** A 1×1 convolution of each map, for a head that is only trained with. */
export function addHelperReadings(network: NetworkBuilder, maps: Maps, channels: number): Readonly<Record<`helper-${keyof Maps}`, Source>> {
  const read = (name: keyof Maps) => network.layer('conv2d', `help-${name}`, maps[name], { filters: channels, kernel: 1, initializer: 'lecun-normal' });
  return { 'helper-fine': read('fine'), 'helper-middle': read('middle'), 'helper-coarse': read('coarse') };
}

/** One grid at stride 8, which has been told what the coarser maps understood, read as `channels` numbers per cell. */
export function addSingleGrid(network: NetworkBuilder, input: Source, channels: number): Source {
  return network.block(plainReadings(), { name: 'read', params: { filters: 48, channels } }, addTrunkAndNeck(network, input).fine);
}
