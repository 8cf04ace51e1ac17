/** How the shape of a box's output comes from its input and settings, axis by axis. */
import type { Dim, Shape } from '../../core/shape';
import type { LayerType } from '../../layers';
import { call, minus, negative, number, ONE, over, plus, product, sum, times, type Expression } from '../expression/expression';
import { FORM_OUTPUTS } from './form-sizes';
import { HEAD_OUTPUTS } from './head-sizes';
import { REARRANGED } from './rearranged-sizes';
import { POINT_OUTPUTS } from './point-sizes';
import { REGION_OUTPUTS } from './region-sizes';
import { letter, numbered } from './size-letters';

export interface SizedBox {
  readonly inputs: readonly Shape[];
  readonly outputs: readonly Shape[];
  readonly parameters: Readonly<Record<string, unknown>>;
  /** [before, before, after, after] of the layer's window, where it has one. */
  readonly padding?: readonly number[];
}

/** One formula per axis of the first output; undefined for layers that keep the shape of their input. */
export function outputSize(type: LayerType, box: SizedBox): readonly Expression[] | undefined {
  return ({ ...RULES, ...FORM_OUTPUTS, ...HEAD_OUTPUTS, ...POINT_OUTPUTS, ...REARRANGED, ...REGION_OUTPUTS } as Partial<Record<string, SizeRule>>)[type]?.(box);
}

/** Of layers that keep their input's shape, and of axes that stay. */
export function kept(shape: Shape): Expression[] {
  return shape.map((size) => letter('n', size));
}

export type SizeRule = (box: SizedBox) => readonly Expression[];

type Rule = SizeRule;

const pair = ({ parameters }: SizedBox, name: string, axis: number): number => ((parameters[name] as readonly number[] | undefined) ?? [1, 1])[axis]!;
const count = ({ parameters }: SizedBox, name: string): number => parameters[name] as number;
const side = ({ inputs: [x] }: SizedBox, axis: number): Dim => x![axis + 1]!;

/** ⌊(n + 2p − d(f − 1) − 1)/s⌋ + 1. */
function positions(box: SizedBox, axis: number): Expression {
  const [before, after] = [box.padding![axis]!, box.padding![axis + 2]!];
  const padding = before === after ? [times(number(2), letter('p', before))] : [letter('p0', before), letter('p1', after)];
  const reach = times(letter('d', pair(box, 'dilation', axis)), minus(letter('f', pair(box, 'kernel', axis)), ONE));
  const room = sum([letter('n', side(box, axis)), ...padding, negative(reach), number(-1)]);
  return plus(call('floor', over(room, letter('s', pair(box, 'stride', axis)))), ONE);
}

const pooled: Rule = (box) => [letter('C', box.inputs[0]![0]!), positions(box, 0), positions(box, 1)];

/** Two per axis of the picture, [top, left, bottom, right]. */
function edges(name: 'p' | 'c', parameter: string, sign: (x: Expression) => Expression): Rule {
  return (box) => {
    const pixels = box.parameters[parameter] as readonly number[];
    return [letter('C', box.inputs[0]![0]!), ...[0, 1].map((axis) => sum([letter('n', side(box, axis)), sign(letter(`${name}0`, pixels[axis]!)), sign(letter(`${name}1`, pixels[axis + 2]!))]))];
  };
}

function stamped(box: SizedBox, axis: number): Expression {
  const [n, s] = [letter('n', side(box, axis)), letter('s', pair(box, 'stride', axis))];
  if (box.parameters['padding'] === 'same') return times(n, s);
  const pads = box.parameters['padding'] === 'explicit' ? (box.parameters['pads'] as readonly number[]) : [0, 0, 0, 0];
  const reach = times(letter('d', pair(box, 'dilation', axis)), minus(letter('f', pair(box, 'kernel', axis)), ONE));
  return sum([times(minus(n, ONE), s), negative(letter('p0', pads[axis]!)), negative(letter('p1', pads[axis + 2]!)), reach, ONE, letter('pout', pair(box, 'outputPadding', axis))]);
}

const globallyPooled: Rule = ({ inputs: [x], parameters: { keepAxes } }) => {
  const channels = x!.length === 3 ? 0 : 1;
  return x!.flatMap((size, axis) => (axis === channels ? [letter('C', size)] : keepAxes ? [ONE] : []));
};

const allValues = (shape: Shape): Expression => product(shape.map((size) => letter('n', size)));

const RULES: Partial<Record<LayerType, Rule>> = {
  input: ({ parameters: { shape } }) => (shape as readonly number[]).map(number),
  dense: (box) => [...kept(box.inputs[0]!.slice(0, -1)), letter('units', count(box, 'units'))],
  conv2d: (box) => [letter('filters', count(box, 'filters')), positions(box, 0), positions(box, 1)],
  'separable-conv2d': (box) => [letter('filters', count(box, 'filters')), positions(box, 0), positions(box, 1)],
  'depthwise-conv2d': (box) => [times(letter('Cin', box.inputs[0]![0]!), letter('m', count(box, 'depthMultiplier'))), positions(box, 0), positions(box, 1)],
  'conv-transpose2d': (box) => [letter('filters', count(box, 'filters')), stamped(box, 0), stamped(box, 1)],
  'max-pool2d': pooled,
  'min-pool2d': pooled,
  'avg-pool2d': pooled,
  'global-avg-pool': globallyPooled,
  'global-max-pool': globallyPooled,
  'zero-pad2d': edges('p', 'pads', (x) => x),
  crop2d: edges('c', 'edges', negative),
  upsample2d: (box) => [letter('C', box.inputs[0]![0]!), ...[0, 1].map((axis) => times(letter('n', side(box, axis)), letter('factor', pair(box, 'factor', axis))))],
  flatten: ({ inputs: [x] }) => [allValues(x!)],
  reshape: ({ inputs: [x], parameters: { shape } }) => {
    const sizes = shape as readonly number[];
    const others = product(sizes.filter((size) => size !== -1).map(number));
    return sizes.map((size) => (size === -1 ? over(allValues(x!), others) : number(size)));
  },
  permute: ({ inputs: [x], parameters: { order } }) => (order as readonly number[]).map((axis) => letter('n', x![axis]!)),
  // Only sizes that differ are joined, and the rule of the layer has made sure that the others agree.
  concat: ({ inputs, outputs: [y], parameters: { axis } }) => {
    const joined = { channels: y!.length === 2 ? 1 : 0, height: 1, width: 2, steps: 0 }[axis as 'channels' | 'height' | 'width' | 'steps'];
    return y!.map((_, at) => (at === joined ? sum(inputs.map((shape, index) => numbered('n', index + 1, shape[at]!))) : letter('n', inputs[0]![at]!)));
  },
  // An axis of size 1 is repeated.
  multiply: ({ inputs }) => inputs[0]!.map((_, at) => call('max', ...inputs.map((shape, index) => numbered('n', index + 1, shape[at]!)))),
};
