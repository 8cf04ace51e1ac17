/** Ops that move elements, repeat them or leave some out; and those that read sizes. */
import { paddedSource } from '../../ops/pad';
import { interpolationMatrix } from '../../ops/resize-grad';
import type { OpName } from '../../ops/index';
import { call, number, plus, sum, times } from '../expression/expression';
import { indexOf, isInside, positionOf, positionsIn } from '../position';
import { broadcast, type RulesFor } from './element-rule';

export type LayoutOp = Extract<
  OpName,
  'Concat' | 'Constant' | 'DimensionSize' | 'ExpandLike' | 'Gather' | 'GatherElements' | 'GatherGrad' | 'GatherRows' | 'Pad' | 'Reshape' | 'Resize' | 'ResizeGrad' | 'Reverse' | 'ScatterElements' | 'Slice' | 'Split' | 'Take' | 'TopK' | 'Transpose'
>;

export const LAYOUT: RulesFor<LayoutOp> = {
  Concat: ({ inputs, position, attributes: { axis } }) => {
    let at = position[axis]!;
    const part = inputs.findIndex(({ shape }) => {
      if (at < shape[axis]!) return true;
      at -= shape[axis]!;
      return false;
    });
    return inputs[part]!.at(position.map((own, index) => (index === axis ? at : own)));
  },
  Constant: ({ position, attributes: { value } }) => number(Number(value.data[indexOf(value.shape, position)])),
  DimensionSize: ({ inputs: [x], attributes: { axis } }) => number(x!.shape[axis]!),
  ExpandLike: ({ inputs: [x], position }) => x!.at(broadcast(x!, position)),
  Gather: ({ inputs: [data, indices], position }) => {
    const rank = indices!.shape.length;
    return data!.at([indices!.valueAt(position.slice(0, rank)), ...position.slice(rank)]);
  },
  GatherElements: ({ inputs: [data, indices], position, attributes: { axis } }) => data!.at(position.map((own, at) => (at === axis ? indices!.valueAt(position) : own))),
  GatherGrad: ({ inputs: [, indices, dy], position: [row, ...rest] }) =>
    sum(positionsIn(indices!.shape).filter((place) => indices!.valueAt(place) === row).map((place) => dy!.at([...place, ...rest]))),
  GatherRows: ({ inputs: [data, indices], position: [sample, row, ...rest] }) => data!.at([sample!, indices!.valueAt([sample!, row!]), ...rest]),
  Pad: ({ inputs: [x], position, attributes: { pads, value, mode = 'constant' } }) => {
    const at = position.map((own, axis) => own - pads[axis]!);
    if (mode !== 'constant') return x!.at(at.map((own, axis) => paddedSource(own, x!.shape[axis]!, mode)));
    return isInside(x!.shape, at) ? x!.at(at) : number(value);
  },
  Reshape: ({ inputs: [x], outputs: [y], position }) => x!.at(positionOf(x!.shape, indexOf(y!.shape, position))),
  Resize: ({ inputs: [x], position: [sample, channel, ...place], attributes: { scales, mode } }) => {
    if (mode === 'nearest') return x!.at([sample!, channel!, ...place.map((at, axis) => Math.floor(at / scales[axis]!))]);
    const sizes = x!.shape.slice(2);
    return sum(
      weighted(place.map((at, axis) => row(sizes[axis]!, scales[axis]!, at))).map(({ source, weight }) => times(number(weight), x!.at([sample!, channel!, ...source]))),
    );
  },
  ResizeGrad: ({ inputs: [dy], position: [sample, channel, ...place], attributes: { scales, mode, spatial } }) => {
    if (mode === 'nearest') {
      const cells = positionsIn(place.map((_, axis) => scales[axis]!));
      return sum(cells.map((cell) => dy!.at([sample!, channel!, ...cell.map((at, axis) => place[axis]! * scales[axis]! + at)])));
    }
    const shares = place.map((at, axis) => column(spatial[axis]!, scales[axis]!, at));
    return sum(weighted(shares).map(({ source, weight }) => times(number(weight), dy!.at([sample!, channel!, ...source]))));
  },
  Reverse: ({ inputs: [x], position, attributes: { axes } }) => x!.at(position.map((at, axis) => (axes.includes(axis) ? x!.shape[axis]! - 1 - at : at))),
  ScatterElements: ({ inputs: [data, indices, updates], position, attributes: { axis, reduction } }) => {
    const along = positionsIn(updates!.shape).filter((place) => place.every((at, index) => (index === axis ? indices!.valueAt(place) === position[axis] : at === position[index])));
    const operands = [data!.at(position), ...along.map((place) => updates!.at(place))];
    return reduction === 'max' ? call('max', ...operands) : operands.reduce((total, operand) => plus(total, operand));
  },
  Slice: ({ inputs: [x], position, attributes: { starts, axes, steps } }) => {
    const at = [...position];
    axes.forEach((axis, index) => (at[axis] = starts[index]! + position[axis]! * steps[index]!));
    return x!.at(at);
  },
  Split: ({ inputs: [x], position, output, attributes: { axis, sizes } }) => {
    const start = sizes.slice(0, output).reduce((total, size) => total + size, 0);
    return x!.at(position.map((own, index) => (index === axis ? start + own : own)));
  },
  TopK: ({ inputs: [x], outputs: [, places], output, position, attributes: { axis } }) => {
    const place = places!.valueAt(position);
    return output === 1 ? number(place) : x!.at(position.map((at, index) => (index === axis ? place : at)));
  },
  Take: ({ inputs: [x], position, attributes: { axis, indices } }) => x!.at(position.map((at, index) => (index === axis ? indices[at]! : at))),
  Transpose: ({ inputs: [x], position, attributes: { perm } }) => {
    const at = position.map(() => 0);
    perm.forEach((axis, index) => (at[axis] = position[index]!));
    return x!.at(at);
  },
};

interface Share {
  readonly at: number;
  readonly weight: number;
}

/** The source cells that make one enlarged cell. */
function row(size: number, scale: number, at: number): Share[] {
  const matrix = interpolationMatrix(size, scale);
  return Array.from({ length: size }, (_, source) => ({ at: source, weight: matrix[at * size + source]! })).filter(({ weight }) => weight !== 0);
}

/** The enlarged cells that one source cell takes part in. */
function column(size: number, scale: number, source: number): Share[] {
  const matrix = interpolationMatrix(size, scale);
  return Array.from({ length: size * scale }, (_, at) => ({ at, weight: matrix[at * size + source]! })).filter(({ weight }) => weight !== 0);
}

/** Every combination of one share per axis. */
function weighted(axes: readonly (readonly Share[])[]): { readonly source: readonly number[]; readonly weight: number }[] {
  return axes.reduce<{ source: number[]; weight: number }[]>(
    (found, shares) => found.flatMap(({ source, weight }) => shares.map((share) => ({ source: [...source, share.at], weight: weight * share.weight }))),
    [{ source: [], weight: 1 }],
  );
}
