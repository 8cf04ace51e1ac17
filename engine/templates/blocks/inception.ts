import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

/** Four windows of different size side by side; 1×1 convolutions make the large ones affordable. `largest` is 5 in the paper. */
export function inception(unit: Block, largest = 5): Block {
  const parameters = [
    wholeNumber('one', 64, 'Filters of the 1×1 branch'),
    wholeNumber('three_narrow', 96, 'Filters before the 3×3 window'),
    wholeNumber('three', 128, 'Filters of the 3×3 window'),
    wholeNumber('large_narrow', 16, 'Filters before the largest window'),
    wholeNumber('large', 32, 'Filters of the largest window'),
    wholeNumber('pool', 32, 'Filters after the pooling'),
  ];
  return defineBlock('inception', 'Windows of different size and a pooling look at the same picture side by side', parameters, (network, input) => {
    const conv = (name: string, from: typeof input, filters: string, kernel: number) => network.block(unit, { name, params: { filters: argument(filters), kernel } }, from);
    const pool = network.layer('max-pool2d', 'pool', input, { kernel: 3, stride: 1, padding: 'same' });
    return network.layer('concat', 'concat', {
      in1: conv('one', input, 'one', 1),
      in2: conv('three', conv('three-narrow', input, 'three_narrow', 1), 'three', 3),
      in3: conv('large', conv('large-narrow', input, 'large_narrow', 1), 'large', largest),
      in4: conv('pool-narrow', pool, 'pool', 1),
    });
  });
}
