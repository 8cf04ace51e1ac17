/** What reads one region after another, with the same weights for all of them. */
import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

const COUNT = wholeNumber('regions', 48, 'How many regions there are');
const UNITS = wholeNumber('units', 128, 'Values that are known of each region');

/** Values of each region, whatever their shape, through two Dense layers. */
export function denseReader(): Block {
  return defineBlock('region reader', 'Two Dense layers over everything that was cut out of a region', [COUNT, UNITS], (network, input) => {
    const flat = network.layer('reshape', 'per-region', input, { shape: [argument('regions'), -1] });
    const first = network.layer('relu', 'relu1', network.layer('dense', 'dense1', flat, { units: argument('units') }));
    return network.layer('relu', 'relu2', network.layer('dense', 'dense2', first, { units: argument('units') }));
  }, { in: 'any', out: 'any' });
}

/** Regions lie behind each other like the slices of a volume, so that one convolution reads them all, each by itself. */
export function maskReader(): Block {
  const parameters = [wholeNumber('filters', 32, 'Channels on the way')];
  return defineBlock('mask reader', 'A convolution, an enlargement and a logit for every pixel of every region', parameters, (network, input) => {
    const slices = network.layer('permute', 'as-slices', input, { order: [1, 0, 2, 3] });
    const seen = network.layer('relu', 'relu1', network.layer('conv3d', 'conv', slices, { filters: argument('filters'), kernel: [1, 3, 3], padding: 'same', initializer: 'he-normal' }));
    const larger = network.layer('conv-transpose3d', 'enlarge', seen, { filters: argument('filters'), kernel: [1, 2, 2], stride: [1, 2, 2], initializer: 'he-normal' });
    return network.layer('conv3d', 'masks', network.layer('relu', 'relu2', larger), { filters: 1, kernel: 1, initializer: 'lecun-normal' });
  }, { in: 'any', out: 'any' });
}

/** Small pictures through convolutions that halve them, each picture by itself. */
export function pictureReader(filters: readonly number[]): Block {
  return defineBlock('window reader', 'Convolutions over small pictures that lie behind each other, each by itself', [], (network, input) => {
    const slices: ReturnType<typeof network.layer> = network.layer('permute', 'as-slices', input, { order: [1, 0, 2, 3] });
    const seen = filters.reduce((last, count, index) => {
      const params = { filters: count, kernel: [1, 3, 3], stride: [1, 2, 2], padding: 'explicit', pads: [0, 1, 1, 0, 1, 1], initializer: 'he-normal' };
      return network.layer('relu', `relu${index + 1}`, network.layer('conv3d', `conv${index + 1}`, last, params));
    }, slices);
    return network.layer('permute', 'as-windows', seen, { order: [1, 0, 2, 3] });
  }, { in: 'any', out: 'any' });
}
