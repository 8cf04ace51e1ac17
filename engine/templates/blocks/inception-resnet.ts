/** The blocks of Inception-ResNet: A, B and C for maps of 35, 17 and 8 pixels, and the reductions between them. */
import type { Source } from '../../document/graph-builder';
import { argument, defineBlock, wholeNumber, type Block, type NetworkBuilder } from '../network-builder';
import { addSteps, halved, join, type InceptionUnits, type Step } from './inception-parts';

/** How wide the blocks of a version are. */
export interface InceptionResnetWidths {
  /** Filters of the longest branch of A after its first 3×3. */
  readonly a: readonly [number, number];
  /** Filters of the first branch of B, then of its long windows. */
  readonly b: readonly [number, number, number, number];
  /** The same of C. */
  readonly c: readonly [number, number, number, number];
  /** Filters before the 3×3 windows of the first reduction, between them, and after. */
  readonly reductionA: readonly [number, number, number];
  /** Filters of the second branch of the second reduction, then of its third. */
  readonly reductionB: readonly [number, number, number];
  /** Channels that enter and leave A, B and C. */
  readonly channels: readonly [number, number, number];
}

export interface ResidualOptions {
  readonly units: InceptionUnits;
  readonly widths: InceptionResnetWidths;
}

type Branches = readonly (readonly Step[])[];

/** The branches side by side, a 1×1 convolution back to as many channels as came in, and a part of that added to the input. */
function addResidual(network: NetworkBuilder, units: InceptionUnits, input: Source, branches: Branches, { scale, endsWithRelu = true }: { readonly scale: number; readonly endsWithRelu?: boolean }): Source {
  const joined = join(network, branches.map((steps) => addSteps(network, units, input, steps)));
  const back = network.layer('conv2d', 'back', joined, { filters: argument('channels'), kernel: 1, initializer: 'he-normal' });
  // Whole residuals would make wide networks diverge.
  const sum = network.layer('lambda', 'sum', { in1: input, in2: back }, { expression: `a + ${scale} * b` });
  return endsWithRelu ? network.layer('relu', 'relu', sum) : sum;
}

const channelsOf = (channels: number) => wholeNumber('channels', channels, 'Channels that enter and leave');

export function inceptionResnetA({ units, widths: { a, channels } }: ResidualOptions): Block {
  const branches: Branches = [[['one', 32, 1]], [['three1', 32, 1], ['three2', 32, 3]], [['double1', 32, 1], ['double2', a[0], 3], ['double3', a[1], 3]]];
  return defineBlock('inception-resnet A', 'Three branches with small windows, added to the input', [channelsOf(channels[0])], (network, input) => addResidual(network, units, input, branches, { scale: 0.17 }));
}

export function inceptionResnetB({ units, widths: { b, channels } }: ResidualOptions): Block {
  const branches: Branches = [[['one', b[0], 1]], [['seven1', b[1], 1], ['seven2', b[2], [1, 7]], ['seven3', b[3], [7, 1]]]];
  return defineBlock('inception-resnet B', 'A 7×7 window as a row and a column, added to the input', [channelsOf(channels[1])], (network, input) => addResidual(network, units, input, branches, { scale: 0.1 }));
}

/** The last C of a network adds its whole result and has no ReLU. */
export function inceptionResnetC({ units, widths: { c, channels } }: ResidualOptions, isLast = false): Block {
  const branches: Branches = [[['one', c[0], 1]], [['three1', c[1], 1], ['three2', c[2], [1, 3]], ['three3', c[3], [3, 1]]]];
  const name = isLast ? 'inception-resnet C last' : 'inception-resnet C';
  return defineBlock(name, 'A 3×3 window as a row and a column, added to the input', [channelsOf(channels[2])], (network, input) => addResidual(network, units, input, branches, { scale: isLast ? 1 : 0.2, endsWithRelu: !isLast }));
}

/** From 35×35 to 17×17. */
export function inceptionReductionA({ units, widths: { reductionA: [before, between, after] } }: ResidualOptions): Block {
  return defineBlock('reduction A', 'Halves the picture: two ways through convolutions and a pooling', [], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    return join(network, [branch([['three', 384, 3, 2]]), branch([['double1', before, 1], ['double2', between, 3], ['double3', after, 3, 2]]), halved(network, input)]);
  });
}

/** From 17×17 to 8×8. */
export function inceptionReductionB({ units, widths: { reductionB: [second, third, last] } }: ResidualOptions): Block {
  return defineBlock('reduction B', 'Halves the picture: three ways through convolutions and a pooling', [], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    return join(network, [
      branch([['first1', 256, 1], ['first2', 384, 3, 2]]),
      branch([['second1', 256, 1], ['second2', second, 3, 2]]),
      branch([['third1', 256, 1], ['third2', third, 3], ['third3', last, 3, 2]]),
      halved(network, input),
    ]);
  });
}
