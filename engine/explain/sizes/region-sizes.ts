/** Sizes and costs of the layers that look into regions. */
import { call, minus, number, ONE, over, plus, sum, times, type Expression } from '../expression/expression';
import { ROUNDS } from '../../layers/detection/head/suppress';
import type { SizedBox, SizeRule } from './output-size';
import { letter } from './size-letters';

const regions = ({ inputs }: SizedBox): Expression => letter('K', inputs[1]![0]!);
const grid = ({ parameters }: SizedBox): readonly [number, number] => parameters['size'] as readonly [number, number];

const cut: SizeRule = (box) => [regions(box), letter('C', box.inputs[0]![0]!), letter('h', grid(box)[0]), letter('w', grid(box)[1])];

/** Centre, width and height of a box. */
const FOUR = number(4);

const maskSide = ({ inputs }: SizedBox): Expression => letter('h', inputs[4]![2]!);

/** For each size and proportion the positions along both sides: (⌊(n − f)/s⌋ + 1) each. */
function windows({ inputs: [picture], parameters }: SizedBox): Expression {
  const { sizes, ratios, step } = parameters as { readonly sizes: readonly number[]; readonly ratios: readonly number[]; readonly step: number };
  const along = (name: 'hin' | 'win', side: number, extent: number) => {
    const f = letter(name === 'hin' ? 'fh' : 'fw', extent);
    return plus(call('floor', over(minus(letter(name, side), f), times(letter('s', step), f))), ONE);
  };
  const [, height, width] = picture as readonly [number, number, number];
  return sum(sizes.flatMap((size) => ratios.map((ratio) => times(along('hin', height, size * Math.sqrt(ratio)), along('win', width, size / Math.sqrt(ratio))))));
}

const answered = (port: number): SizeRule => ({ inputs, parameters }) => [letter('K', inputs[port]![0]!), plus(FOUR, letter('classes', parameters['classes'] as number))];

export const REGION_OUTPUTS = {
  'background-subtraction': ({ inputs: [picture] }) => [ONE, letter('n', picture![1]!), letter('n', picture![2]!)],
  'selective-search': ({ parameters }) => [letter('K', parameters['count'] as number), FOUR],
  'sliding-windows': (box) => [windows(box), FOUR],
  'region-proposals': ({ parameters }) => [letter('K', parameters['count'] as number), FOUR],
  'roi-align': cut,
  'roi-pool': cut,
  'fast-rcnn-head': answered(0),
  'faster-rcnn-head': answered(1),
  'mask-rcnn-head': (box) => [letter('K', box.inputs[1]![0]!), sum([FOUR, letter('classes', box.parameters['classes'] as number), times(maskSide(box), maskSide(box))])],
} as const satisfies Readonly<Record<string, SizeRule>>;

/** Rows are read in all columns of the maps, columns in the rows that were read. */
function mixed(box: SizedBox, rows: Expression, columns: Expression): Expression {
  const [channels, height, width] = box.inputs[0]!;
  return times(regions(box), rows, letter('C', channels!), letter('win', width!), plus(letter('hin', height!), columns));
}

export const REGION_MACS: Readonly<Record<string, (box: SizedBox) => Expression>> = {
  // Every round of the suppression asks every candidate about every other.
  'region-proposals': ({ outputs: [regions, anchors], parameters }) => {
    const candidates = call('max', letter('K', regions![0]!), call('min', letter('candidates', parameters['candidates'] as number), letter('R', anchors![0]!)));
    return times(number(ROUNDS), candidates, candidates);
  },
  // A mask is read in rows, then in columns.
  'mask-rcnn-head': (box) => times(number(2), letter('K', box.inputs[1]![0]!), maskSide(box), maskSide(box), maskSide(box)),
  'roi-align': (box) => mixed(box, letter('h', grid(box)[0]), letter('w', grid(box)[1])),
};
