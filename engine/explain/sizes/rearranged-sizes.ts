/** Sizes of the layers that cut, join, rearrange and attend. */
import type { Shape } from '../../core/shape';
import { GRADIENT_OPERATORS, HAND_SET_FILTERS, type GradientOperator, type HandSetFilter } from '../../layers/hand-set-filters';
import { axisNamed, type AxisName } from '../../layers/named-axis';
import { minus, negative, number, ONE, over, plus, sum, times, type Expression } from '../expression/expression';
import type { SizedBox, SizeRule } from './output-size';
import { letter } from './size-letters';

const count = ({ parameters }: SizedBox, name: string): number => parameters[name] as number;
const kept = (shape: Shape): Expression[] => shape.map((size) => letter('n', size));
const square = (box: SizedBox): Expression => times(letter('factor', count(box, 'factor')), letter('factor', count(box, 'factor')));

/** n + 2p − f + 1: the window moves by one cell. */
function filtered({ inputs: [x], padding }: SizedBox, side: number): Expression[] {
  return x!.map((size, at) => {
    if (at === 0) return letter('C', size);
    const [before, after] = [padding![at - 1]!, padding![at + 1]!];
    return sum([letter('n', size), letter('p0', before), letter('p1', after), negative(letter('f', side)), ONE]);
  });
}

/** The channels become one number. */
function compared({ inputs: [x] }: SizedBox): Expression[] {
  const channels = axisNamed(x!, 'channels');
  return x!.map((size, at) => (at === channels ? ONE : letter('n', size)));
}

/** The other axes keep their sizes. */
function along({ inputs: [x] }: SizedBox, axis: number, formula: Expression): Expression[] {
  return x!.map((size, at) => (at === axis ? formula : letter('n', size)));
}

const named = ({ inputs: [x], parameters: { axis } }: SizedBox): number => axisNamed(x!, axis as AxisName);

const recurrent: SizeRule = (box) => {
  const units = letter('units', count(box, 'units'));
  const values = box.parameters['bidirectional'] ? times(number(2), units) : units;
  return box.parameters['output'] === 'sequence' ? [letter('steps', box.inputs[0]![0]!), values] : [values];
};

export const REARRANGED = {
  rnn: recurrent,
  lstm: recurrent,
  gru: recurrent,
  embedding: (box) => [letter('steps', box.inputs[0]![0]!), letter('size', count(box, 'size'))],
  'class-token': ({ inputs: [x] }) => [plus(letter('steps', x![0]!), ONE), letter('features', x![1]!)],
  attention: ({ inputs: [query, , value] }) => [letter('steps', query![0]!), letter('features', value![1]!)],
  glu: (box) => {
    const axis = axisNamed(box.inputs[0]!, 'channels');
    return along(box, axis, over(letter('n', box.inputs[0]![axis]!), number(2)));
  },
  slice: (box) => {
    const axis = named(box);
    const whole = along(box, axis, letter('length', count(box, 'length')));
    return box.outputs[0]!.length < whole.length ? whole.filter((_, at) => at !== axis) : whole;
  },
  split: (box) => {
    const axis = named(box);
    return along(box, axis, count(box, 'at') === 0 ? over(letter('n', box.inputs[0]![axis]!), number(2)) : letter('at', count(box, 'at')));
  },
  stack: (box) => {
    const axis = count(box, 'axis');
    const sizes = kept(box.inputs[0]!);
    return [...sizes.slice(0, axis), letter('inputs', box.inputs.length), ...sizes.slice(axis)];
  },
  reduce: ({ inputs: [x], parameters: { axes, keepAxes } }) => {
    const gone = axes as readonly number[];
    const left = x!.flatMap((size, at) => (gone.includes(at) ? (keepAxes ? [ONE] : []) : [letter('n', size)]));
    return left.length > 0 ? left : [ONE];
  },
  matmul: ({ outputs: [y] }) => kept(y!),
  lambda: ({ inputs, outputs: [y] }) =>
    y!.map((size, at) => (inputs.length === 1 ? (size === 1 && inputs[0]![at] !== 1 ? ONE : letter('n', size)) : letter('nout', size))),
  'fixed-filter2d': (box) => filtered(box, HAND_SET_FILTERS[box.parameters['filter'] as HandSetFilter].length),
  'image-gradient': (box) => filtered(box, GRADIENT_OPERATORS[box.parameters['operator'] as GradientOperator][0].length),
  constant: ({ parameters: { shape } }) => (shape as readonly number[]).map(number),
  'cosine-similarity': compared,
  distance: compared,
  repeat: (box) => [letter('steps', count(box, 'steps')), letter('n', box.inputs[0]![0]!)],
  patches: ({ inputs: [x], parameters: { size } }) => {
    const [channels, height, width] = x!;
    const [tall, wide] = size as readonly [number, number];
    return [times(over(letter('hin', height!), letter('fh', tall)), over(letter('win', width!), letter('fw', wide))), times(letter('C', channels!), letter('fh', tall), letter('fw', wide))];
  },
  'gem-pool': ({ inputs: [x] }) => [letter('C', x![0]!)],
  rbf: (box) => [letter('units', count(box, 'units'))],
  bilinear: (box) => [letter('units', count(box, 'units'))],
  'coord-channels': (box) => along(box, 0, plus(letter('C', box.inputs[0]![0]!), number(2))),
  'one-hot': (box) => [letter('steps', box.inputs[0]![0]!), letter('size', count(box, 'entries'))],
  'attention-pool': ({ inputs: [x] }) => [letter('features', x![1]!)],
  'pixel-shuffle': (box) => {
    const [channels, ...places] = box.inputs[0]!;
    return [over(letter('C', channels!), square(box)), ...places.map((size) => times(letter('n', size), letter('factor', count(box, 'factor'))))];
  },
  'pixel-unshuffle': (box) => {
    const [channels, ...places] = box.inputs[0]!;
    return [times(letter('C', channels!), square(box)), ...places.map((size) => over(letter('n', size), letter('factor', count(box, 'factor'))))];
  },
  pad2d: ({ inputs: [x], parameters }) => {
    const pads = parameters['pads'] as readonly number[];
    return x!.map((size, at) => (at === 0 ? letter('C', size) : sum([letter('n', size), letter('p0', pads[at - 1]!), letter('p1', pads[at + 1]!)])));
  },
} as const satisfies Readonly<Record<string, SizeRule>>;

const outputCells = ({ outputs: [y] }: SizedBox): Expression => times(letter('C', y![0]!), letter('h', y![1]!), letter('w', y![2]!));

const gate = (passes: number) => (box: SizedBox): Expression => times(number(passes), letter('C', box.inputs[0]![0]!), letter('squeeze', count(box, 'squeeze')));

/** Projections of queries, keys, values and answers; then two products for each pair of steps. */
function multiHead({ inputs: [query, key = query] }: SizedBox): Expression {
  const [asking, asked, width] = [letter('steps', query![0]!), letter('keys', key![0]!), letter('E', query![1]!)];
  return plus(times(number(2), plus(asking, asked), width, width), times(number(2), asking, asked, width));
}

/** Every gate multiplies each step, and each state but the first, which is zero. */
function recurring(gates: number): (box: SizedBox) => Expression {
  return (box) => {
    const [steps, values] = [letter('steps', box.inputs[0]![0]!), letter('features', box.inputs[0]![1]!)];
    const units = letter('units', count(box, 'units'));
    const readers = box.parameters['bidirectional'] ? [number(2)] : [];
    return times(...readers, number(gates), units, plus(times(steps, values), times(minus(steps, ONE), units)));
  };
}

export const REARRANGED_MACS: Readonly<Record<string, (box: SizedBox) => Expression>> = {
  rnn: recurring(1),
  lstm: recurring(4),
  gru: recurring(3),
  'fixed-filter2d': (box) => times(letter('f', HAND_SET_FILTERS[box.parameters['filter'] as HandSetFilter].length), letter('f', HAND_SET_FILTERS[box.parameters['filter'] as HandSetFilter].length), outputCells(box)),
  'image-gradient': (box) => {
    const f = letter('f', GRADIENT_OPERATORS[box.parameters['operator'] as GradientOperator][0].length);
    return times(number(2), f, f, outputCells(box));
  },
  bilinear: (box) => times(letter('units', count(box, 'units')), letter('n', box.inputs[1]![0]!), plus(letter('in', box.inputs[0]![0]!), ONE)),
  'attention-pool': ({ inputs: [x] }) => times(number(2), letter('steps', x![0]!), letter('features', x![1]!)),
  'squeeze-excite': gate(2),
  'channel-attention': gate(4),
  'spatial-attention': (box) => {
    const [, height, width] = box.inputs[0]!;
    const f = letter('f', count(box, 'kernel'));
    return times(number(2), f, f, letter('h', height!), letter('w', width!));
  },
  'efficient-channel-attention': (box) => times(letter('f', count(box, 'kernel')), letter('C', box.inputs[0]![0]!)),
  'self-attention': multiHead,
  'multi-head-attention': multiHead,
  attention: ({ inputs: [query, key, value], parameters: { score, units } }) => {
    const [asking, asked, width] = [letter('steps', query![0]!), letter('keys', key![0]!), letter('features', value![1]!)];
    const pairs = times(asking, asked);
    const [q, k] = [letter('n', query![1]!), letter('n', key![1]!)];
    const own = letter('units', units as number);
    if (score === 'additive') return plus(times(own, plus(times(asking, q), times(asked, k))), times(pairs, plus(own, width)));
    const products = times(pairs, plus(k, width));
    return score === 'bilinear' ? plus(times(asking, q, k), products) : products;
  },
  matmul: ({ inputs: [a], outputs: [y], parameters: { transposeA } }) => times(...kept(y!), letter('inner', a!.at(transposeA ? -2 : -1)!)),
};
