/** What the small landmarkers share: plain convolutions that halve the picture, and numbers for every point at its end. */
import type { LoomDocument } from '../../document/model';
import { convUnit } from '../blocks/conv-unit';
import { NetworkBuilder } from '../network-builder';
import { trainWith, type Template, type TemplateSize } from '../template';

/** Pictures of 96×96, as the built-in hands and faces. */
export const SMALL_LANDMARKER = {
  category: 'detection',
  takes: 'picture',
  answers: 'points',
  pictures: { smallest: 48, usual: 96, largest: 128 },
} as const satisfies Partial<Template>;

/** Filters and stride of each unit. */
const UNITS = [[16, 2], [32, 2], [32, 1], [64, 2], [64, 1], [128, 2], [128, 1]] as const;
/** What is read at each place before the points are told: the place itself says where things are, so it is kept. */
const READINGS = 32;
/** x, y, depth and visibility. */
const NUMBERS = 4;

export function buildLandmarker(name: string, { input, points = 1 }: TemplateSize): LoomDocument {
  const network = new NetworkBuilder();
  const unit = convUnit();
  const picture = network.input(input);
  let last = picture;
  for (const [index, [filters, stride]] of UNITS.entries()) {
    last = network.block(unit, { name: `unit${index + 1}`, params: { filters, stride } }, last);
  }
  last = network.block(unit, { name: 'readings', params: { filters: READINGS, kernel: 1 } }, last);
  const numbers = network.layer('dense', 'numbers', network.layer('flatten', 'flatten', last), { units: NUMBERS * points, initializer: 'lecun-uniform' });
  network.layer('landmark-output', 'points', { picture, in: numbers });
  return { ...network.document(name), training: trainWith({ name: 'adamw', learningRate: 0.003 }, { epochs: 30, batchSize: 32, schedule: { name: 'one-cycle' } }) };
}
