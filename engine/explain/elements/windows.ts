/** Convolution, pooling and their gradients, cell by cell. Cells that lie on padding are written as 0. */
import type { Window } from '../../ops/window';
import type { OpName } from '../../ops/index';
import { call, number, over, sum, times, ZERO, type Expression } from '../expression/expression';
import { isInside, positionsIn, type Position } from '../position';
import { mean } from './sums';
import type { ElementContext, Operand, RulesFor } from './element-rule';

export type WindowOp = Extract<
  OpName,
  'AveragePool' | 'AveragePoolGrad' | 'Conv' | 'ConvInputGrad' | 'ConvTranspose' | 'ConvWeightGrad' | 'MaxPool' | 'MaxPoolGrad' | 'MaxPoolWithIndices'
>;

type Geometry = Pick<Window, 'strides' | 'pads' | 'dilations'>;
type Grouped = Geometry & { readonly group: number };
type Pooling = Geometry & { readonly kernel: readonly number[] };

/** Where cell `offset` of the window at `place` lies on the input. */
function cell({ strides, pads, dilations }: Geometry, place: Position, offset: Position): number[] {
  return place.map((at, axis) => at * strides[axis]! - pads[axis]! + offset[axis]! * dilations[axis]!);
}

/** The output places whose window has its cell `offset` on `target`; at most one. */
function placeAbove({ strides, pads, dilations }: Geometry, target: Position, offset: Position, sizes: readonly number[]): number[] | undefined {
  const place = target.map((at, axis) => (at + pads[axis]! - offset[axis]! * dilations[axis]!) / strides[axis]!);
  return place.every(Number.isInteger) && isInside(sizes, place) ? place : undefined;
}

export const WINDOWS: RulesFor<WindowOp> = {
  Conv: ({ inputs: [x, weight, bias], position: [sample, filter, ...place], attributes }) => {
    const [filters, perGroup, ...kernel] = weight!.shape;
    const first = Math.floor(filter! / (filters! / attributes.group)) * perGroup!;
    const terms = positionsIn([perGroup!, ...kernel]).map(([channel, ...offset]) => {
      const at = cell(attributes, place, offset);
      return times(weight!.at([filter!, channel!, ...offset]), isInside(x!.shape.slice(2), at) ? x!.at([sample!, first + channel!, ...at]) : ZERO);
    });
    return sum(bias ? [...terms, bias.at([filter!])] : terms);
  },
  ConvTranspose: ({ inputs: [x, weight, bias], position: [sample, filter, ...target], attributes }) => {
    const perGroup = weight!.shape[1]!;
    const own = filter! % perGroup;
    const terms = adjointTerms(x!, weight!, attributes, [sample!, Math.floor(filter! / perGroup)], target, own);
    return sum(bias ? [...terms, bias.at([filter!])] : terms);
  },
  ConvInputGrad: ({ inputs: [weight, dy], position: [sample, channel, ...target], attributes }) => {
    const perGroup = weight!.shape[1]!;
    return sum(adjointTerms(dy!, weight!, attributes, [sample!, Math.floor(channel! / perGroup)], target, channel! % perGroup));
  },
  ConvWeightGrad: ({ inputs: [x, dy], position: [filter, channel, ...offset], attributes }) => {
    const perGroup = x!.shape[1]! / attributes.group;
    const first = Math.floor(filter! / (dy!.shape[1]! / attributes.group)) * perGroup;
    return sum(
      positionsIn([x!.shape[0]!, ...dy!.shape.slice(2)]).map(([sample, ...place]) => {
        const at = cell(attributes, place, offset);
        return times(dy!.at([sample!, filter!, ...place]), isInside(x!.shape.slice(2), at) ? x!.at([sample!, first + channel!, ...at]) : ZERO);
      }),
    );
  },
  MaxPool: maximum,
  MaxPoolWithIndices: (context) => (context.output === 0 ? maximum(context) : number(winnerIndex(context))),
  MaxPoolGrad: ({ inputs: [x, , dy], position: [sample, channel, ...target], attributes, note }) => {
    const sizes = dy!.shape.slice(2);
    const above = positionsIn(attributes.kernel).flatMap((offset) => {
      const place = placeAbove(attributes, target, offset, sizes);
      return place ? [place] : [];
    });
    const won = above.filter((place) => winner(x!, attributes, [sample!, channel!, ...place])?.join() === target.join());
    note(won.length === 0 ? 'This cell is the largest of no window, so nothing goes back to it.' : `This cell is the largest of ${won.length} of the ${above.length} windows above it, and takes their gradients.`);
    return sum(won.map((place) => dy!.at([sample!, channel!, ...place])));
  },
  AveragePool: ({ inputs: [x], position: [sample, channel, ...place], attributes }) => {
    const cells = positionsIn(attributes.kernel).map((offset) => cell(attributes, place, offset));
    const inside = cells.filter((at) => isInside(x!.shape.slice(2), at)).map((at) => x!.at([sample!, channel!, ...at]));
    return attributes.countPadding ? over(sum(inside), number(cells.length)) : mean(inside);
  },
  AveragePoolGrad: ({ inputs: [dy], position: [sample, channel, ...target], attributes }) => {
    const sizes = dy!.shape.slice(2);
    return sum(
      positionsIn(attributes.kernel).flatMap((offset) => {
        const place = placeAbove(attributes, target, offset, sizes);
        if (!place) return [];
        const inside = positionsIn(attributes.kernel).filter((one) => isInside(attributes.spatial, cell(attributes, place, one))).length;
        const share = attributes.countPadding ? attributes.kernel.reduce((product, size) => product * size, 1) : inside;
        return [over(dy!.at([sample!, channel!, ...place]), number(share))];
      }),
    );
  },
};

/** Σ over the outputs that saw `target`: what a convolution sends back through its weights. */
function adjointTerms(dy: Operand, weight: Operand, attributes: Grouped, [sample, group]: readonly [number, number], target: Position, channel: number): Expression[] {
  const [filters, , ...kernel] = weight.shape;
  const perGroup = filters! / attributes.group;
  return positionsIn([perGroup, ...kernel]).flatMap(([filter, ...offset]) => {
    const place = placeAbove(attributes, target, offset, dy.shape.slice(2));
    const own = group * perGroup + filter!;
    return place ? [times(weight.at([own, channel, ...offset]), dy.at([sample, own, ...place]))] : [];
  });
}

/** Cells under the window that lie on the picture: padding never wins. */
function candidates(x: Operand, attributes: Pooling, place: Position): number[][] {
  return positionsIn(attributes.kernel).map((offset) => cell(attributes, place, offset)).filter((at) => isInside(x.shape.slice(2), at));
}

/** The first of the largest cells. */
function winner(x: Operand, attributes: Pooling, [sample, channel, ...place]: Position): number[] | undefined {
  let [best, most]: [number[] | undefined, number] = [undefined, -Infinity];
  for (const at of candidates(x, attributes, place)) {
    const value = x.valueAt([sample!, channel!, ...at]);
    if (value > most || best === undefined) [best, most] = [at, value];
  }
  return best;
}

function maximum({ inputs: [x], position, attributes, note }: ElementContext<Pooling>): Expression {
  const [sample, channel, ...place] = position;
  const best = winner(x!, attributes, position);
  if (best) note(`The largest is the cell in row ${best[0]}, column ${best[1]}.`);
  return call('max', ...candidates(x!, attributes, place).map((at) => x!.at([sample!, channel!, ...at])));
}

/** Row-major in the whole of x, as ONNX counts. */
function winnerIndex({ inputs: [x], position, attributes }: ElementContext<Pooling>): number {
  const [sample, channel] = position;
  const best = winner(x!, attributes, position)!;
  return [sample!, channel!, ...best].reduce((index, at, axis) => index * x!.shape[axis]! + at, 0);
}
