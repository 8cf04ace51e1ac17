/** The five blocks of Inception-v3, called A to E as in torchvision. */
import type { Source } from '../../document/graph-builder';
import { defineBlock, wholeNumber, type Block, type NetworkBuilder } from '../network-builder';
import { addSteps, halved, join, type InceptionUnits, type Step } from './inception-parts';

/** A mean over 3×3 that counts the padding, as torchvision does, and a 1×1 unit. */
function pooled(network: NetworkBuilder, units: InceptionUnits, input: Source, filters: number | string): Source {
  const pool = network.layer('avg-pool2d', 'pool', input, { kernel: 3, stride: 1, padding: 'same', countPadding: true });
  return addSteps(network, units, pool, [['pool-narrow', filters, 1]]);
}

/** For 35×35 maps: a 5×5 window beside two 3×3 ones in a row. */
export function inceptionA(units: InceptionUnits): Block {
  return defineBlock('inception A', 'Windows of 1, 5 and twice 3 pixels and a pooling, side by side', [wholeNumber('pool', 32, 'Filters after the pooling')], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    return join(network, [
      branch([['one', 64, 1]]),
      branch([['five1', 48, 1], ['five2', 64, 5]]),
      branch([['three1', 64, 1], ['three2', 96, 3], ['three3', 96, 3]]),
      pooled(network, units, input, 'pool'),
    ]);
  });
}

/** From 35×35 to 17×17. */
export function inceptionB(units: InceptionUnits): Block {
  return defineBlock('inception B', 'Halves the picture: two ways through convolutions and a pooling', [], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    return join(network, [
      branch([['three', 384, 3, 2]]),
      branch([['double1', 64, 1], ['double2', 96, 3], ['double3', 96, 3, 2]]),
      halved(network, input),
    ]);
  });
}

/** For 17×17 maps: windows of 7×7 taken apart into a row and a column. */
export function inceptionC(units: InceptionUnits): Block {
  return defineBlock('inception C', 'Windows of 7×7 as a row and a column, once and twice', [wholeNumber('middle', 128, 'Filters between the long windows')], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    return join(network, [
      branch([['one', 192, 1]]),
      branch([['seven1', 'middle', 1], ['seven2', 'middle', [1, 7]], ['seven3', 192, [7, 1]]]),
      branch([['double1', 'middle', 1], ['double2', 'middle', [7, 1]], ['double3', 'middle', [1, 7]], ['double4', 'middle', [7, 1]], ['double5', 192, [1, 7]]]),
      pooled(network, units, input, 192),
    ]);
  });
}

/** From 17×17 to 8×8. */
export function inceptionD(units: InceptionUnits): Block {
  return defineBlock('inception D', 'Halves the picture once more', [], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    return join(network, [
      branch([['three1', 192, 1], ['three2', 320, 3, 2]]),
      branch([['seven1', 192, 1], ['seven2', 192, [1, 7]], ['seven3', 192, [7, 1]], ['seven4', 192, 3, 2]]),
      halved(network, input),
    ]);
  });
}

/** For 8×8 maps: the ends of two branches fork into a row and a column. */
export function inceptionE(units: InceptionUnits): Block {
  return defineBlock('inception E', 'Branches that fork into a row and a column of three pixels', [], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    const fork = (from: Source, name: string) => join(network, [addSteps(network, units, from, [[`${name}-row`, 384, [1, 3]]]), addSteps(network, units, from, [[`${name}-column`, 384, [3, 1]]])], `${name}-fork`);
    return join(network, [
      branch([['one', 320, 1]]),
      fork(branch([['three', 384, 1]]), 'three'),
      fork(branch([['double1', 448, 1], ['double2', 384, 3]]), 'double'),
      pooled(network, units, input, 192),
    ]);
  });
}
