/**
 * What the layers over sequences and volumes share with each other: how a sample is read, and how PyTorch, which always
 * has channels first, is called. The layers over pictures are the third form and have files of their own.
 */
import { choice, extents, integers } from '../core/parameters';
import { formatShape, isStatic, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { LayerProblem, type ReceptiveWindow } from './define-layer';
import { padsFor, type SlidingWindow } from './window-arithmetic';

/** Sequences are steps × values; volumes are channels × depth × height × width. */
export type SpatialForm = '1d' | '3d';

export interface SpatialSample {
  readonly channels: number;
  readonly sizes: readonly number[];
}

const FORMS = {
  '1d': { rank: 1, unit: 'steps', needs: 'a sequence (steps × values)', axes: 'steps × values' },
  '3d': { rank: 3, unit: 'cells', needs: 'a volume (channels × depth × height × width)', axes: 'channels × depth × height × width' },
} as const;

export const rankOf = (form: SpatialForm): number => FORMS[form].rank;
export const unitOf = (form: SpatialForm): string => FORMS[form].unit;
const each = (form: SpatialForm, value: number): number[] => Array.from({ length: rankOf(form) }, () => value);

export function readSample(form: SpatialForm, shape: Shape): SpatialSample {
  const { rank, needs, axes } = FORMS[form];
  if (shape.length !== rank + 1 || !isStatic(shape)) {
    throw new LayerProblem(`needs ${needs}, but gets ${formatShape(shape)}`, { port: 'in', expected: axes, found: formatShape(shape) });
  }
  return form === '1d' ? { channels: shape[1]!, sizes: [shape[0]!] } : { channels: shape[0]!, sizes: shape.slice(1) };
}

export function sampleShape(form: SpatialForm, channels: number, sizes: readonly number[]): Shape {
  return form === '1d' ? [...sizes, channels] : [channels, ...sizes];
}

/** The ops have channels on axis 1; a sequence has its values last. */
export function withChannelsFirst(form: SpatialForm, b: Builder, x: Value, body: (value: Value) => Value): Value {
  return form === '1d' ? b.transposeLast(body(b.transposeLast(x))) : body(x);
}

export function torchChannelsFirst(form: SpatialForm, value: string, body: (value: string) => string): string {
  return form === '1d' ? `${body(`${value}.transpose(1, 2)`)}.transpose(1, 2)` : body(value);
}

/** What `F.pad` takes: the last axis first, before and after it. */
export function torchPads(pads: readonly number[]): string {
  const rank = pads.length / 2;
  const pairs = Array.from({ length: rank }, (_, index) => rank - 1 - index).map((axis) => `${pads[axis]}, ${pads[axis + rank]}`);
  return `(${pairs.join(', ')})`;
}

/** Whether both ends of every axis are padded alike. */
export function isEven(pads: readonly number[]): boolean {
  const rank = pads.length / 2;
  return pads.slice(0, rank).every((cells, axis) => cells === pads[axis + rank]);
}

/** The parameters of a window over a sequence or a volume. */
export function windowParameters(form: SpatialForm, kernel: number, stride: number) {
  const where = form === '1d' ? 'before and after the sequence' : 'before depth, height and width, then after them';
  return {
    kernel: extents({ label: 'Kernel', help: form === '1d' ? 'Steps of the window' : 'Depth, height and width of the window', default: each(form, kernel), minimum: 1 }),
    stride: extents({ label: 'Stride', help: 'How far the window moves each time', default: each(form, stride), minimum: 1 }),
    padding: choice({
      label: 'Padding',
      help: 'valid: none; same: as much as keeps the size at stride 1, an odd one at the end; explicit: as given below',
      options: ['valid', 'same', 'explicit'],
      default: 'valid',
    }),
    pads: integers({ label: 'Pads', help: `Zeros ${where}, for explicit padding`, default: each(form, 0).concat(each(form, 0)), minimum: 0, length: 2 * rankOf(form) }),
    dilation: extents({ label: 'Dilation', help: 'Distance between neighbouring cells of the window', default: each(form, 1), minimum: 1 }),
  };
}

export function receptiveWindowOf(form: SpatialForm, x: Shape, window: SlidingWindow): ReceptiveWindow {
  const { kernel, stride, dilation } = window;
  return { kernel, stride, dilation, padding: padsFor(readSample(form, x).sizes, window) };
}
