/** Sizes and costs of the layers over sequences and volumes. */
import { call, minus, negative, number, ONE, over, plus, sum, times, type Expression } from '../expression/expression';
import type { SizedBox, SizeRule } from './output-size';
import { letter } from './size-letters';

/** Sequences are steps × values, volumes channels × depth × height × width. */
function read(shape: SizedBox['inputs'][number]): { readonly channels: number; readonly sizes: readonly number[] } {
  const numbers = shape as readonly number[];
  return numbers.length === 2 ? { channels: numbers[1]!, sizes: [numbers[0]!] } : { channels: numbers[0]!, sizes: numbers.slice(1) };
}

const list = ({ parameters }: SizedBox, name: string): readonly number[] | undefined => parameters[name] as readonly number[] | undefined;
const count = ({ parameters }: SizedBox, name: string): number => parameters[name] as number;

/** The channels stand last in a sequence and first in a volume. */
function placed(box: SizedBox, channels: Expression, axis: (size: number, axis: number) => Expression): Expression[] {
  const { sizes } = read(box.inputs[0]!);
  const places = sizes.map(axis);
  return box.inputs[0]!.length === 2 ? [...places, channels] : [channels, ...places];
}

/** ⌊(n + 2p − d(f − 1) − 1)/s⌋ + 1. */
function positions(box: SizedBox): (size: number, axis: number) => Expression {
  const rank = read(box.inputs[0]!).sizes.length;
  return (size, axis) => {
    const [before, after] = [box.padding![axis]!, box.padding![axis + rank]!];
    const padding = before === after ? [times(number(2), letter('p', before))] : [letter('p0', before), letter('p1', after)];
    const reach = times(letter('d', list(box, 'dilation')?.[axis] ?? 1), minus(letter('f', list(box, 'kernel')![axis]!), ONE));
    return plus(call('floor', over(sum([letter('n', size), ...padding, negative(reach), number(-1)]), letter('s', list(box, 'stride')![axis]!))), ONE);
  };
}

function stamped(box: SizedBox): (size: number, axis: number) => Expression {
  const rank = read(box.inputs[0]!).sizes.length;
  return (size, axis) => {
    const [n, s] = [letter('n', size), letter('s', list(box, 'stride')![axis]!)];
    if (box.parameters['padding'] === 'same') return times(n, s);
    const pads = box.parameters['padding'] === 'explicit' ? list(box, 'pads')! : [];
    const reach = times(letter('d', list(box, 'dilation')![axis]!), minus(letter('f', list(box, 'kernel')![axis]!), ONE));
    return sum([times(minus(n, ONE), s), negative(letter('p0', pads[axis] ?? 0)), negative(letter('p1', pads[axis + rank] ?? 0)), reach, ONE, letter('pout', list(box, 'outputPadding')![axis]!)]);
  };
}

const filtered: SizeRule = (box) => placed(box, letter('filters', count(box, 'filters')), positions(box));
const pooled: SizeRule = (box) => placed(box, letter('C', read(box.inputs[0]!).channels), positions(box));
const transposed: SizeRule = (box) => placed(box, letter('filters', count(box, 'filters')), stamped(box));
const padded: SizeRule = (box) => {
  const { channels, sizes } = read(box.inputs[0]!);
  const pads = list(box, 'pads')!;
  return placed(box, letter('C', channels), (size, axis) => sum([letter('n', size), letter('p0', pads[axis]!), letter('p1', pads[axis + sizes.length]!)]));
};
const repeated: SizeRule = (box) => placed(box, letter('C', read(box.inputs[0]!).channels), (size, axis) => times(letter('n', size), letter('factor', list(box, 'factor')![axis]!)));

export const FORM_OUTPUTS = {
  conv1d: filtered,
  conv3d: filtered,
  'separable-conv1d': filtered,
  'depthwise-conv1d': (box) => placed(box, times(letter('Cin', read(box.inputs[0]!).channels), letter('m', count(box, 'depthMultiplier'))), positions(box)),
  'conv-transpose1d': transposed,
  'conv-transpose3d': transposed,
  'max-pool1d': pooled,
  'max-pool3d': pooled,
  'avg-pool1d': pooled,
  'avg-pool3d': pooled,
  'zero-pad1d': padded,
  'zero-pad3d': padded,
  upsample1d: repeated,
  upsample3d: repeated,
} as const satisfies Readonly<Record<string, SizeRule>>;

/** f₁·f₂·f₃ of the kernel. */
const kernel = (box: SizedBox): Expression => times(...list(box, 'kernel')!.map((size) => letter('f', size)));
const places = (box: SizedBox, from: 'inputs' | 'outputs'): Expression => times(...read(box[from][0]!).sizes.map((size) => letter(from === 'inputs' ? 'n' : 'nout', size)));
const perGroup = (box: SizedBox, channels: Expression): Expression => (count(box, 'groups') === 1 ? channels : over(channels, letter('g', count(box, 'groups'))));
const between = (box: SizedBox): Expression => times(letter('Cin', read(box.inputs[0]!).channels), letter('m', count(box, 'depthMultiplier')));
const filters = (box: SizedBox): Expression => letter('Cout', count(box, 'filters'));
const channels = (box: SizedBox): Expression => letter('Cin', read(box.inputs[0]!).channels);

const convolved = (box: SizedBox): Expression => times(kernel(box), perGroup(box, channels(box)), places(box, 'outputs'), filters(box));
const stampedCost = (box: SizedBox): Expression => times(kernel(box), perGroup(box, filters(box)), places(box, 'inputs'), channels(box));
const depthwise = (box: SizedBox): Expression => times(kernel(box), places(box, 'outputs'), between(box));

export const FORM_MACS: Readonly<Record<string, (box: SizedBox) => Expression>> = {
  conv1d: convolved,
  conv3d: convolved,
  'depthwise-conv1d': depthwise,
  'separable-conv1d': (box) => plus(depthwise(box), times(between(box), places(box, 'outputs'), filters(box))),
  'conv-transpose1d': stampedCost,
  'conv-transpose3d': stampedCost,
};
