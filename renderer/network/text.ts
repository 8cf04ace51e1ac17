/** How numbers and shapes are written on screen. */
import type { Dim, Shape } from '../../engine/core/shape';
import type { ShapeOrder } from '../store/session-store';

const COUNT = new Intl.NumberFormat('en');

/** 48,120 */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** 18.4 KiB */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${power === 0 ? bytes : COUNT.format(Number((bytes / 1024 ** power).toFixed(1)))} ${units[power]}`;
}

/** 48.1 k, for places without room. */
export function formatShortCount(count: number): string {
  if (count < 1e5) return formatCount(count);
  const [divisor, unit] = count < 1e6 ? [1e3, 'k'] : count < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  return `${Number((count / divisor).toPrecision(3))} ${unit}`;
}

/** Pictures are height × width × channels on screen, as books write them; the engine and files are channels first. */
function orderedShape(shape: Shape, order: ShapeOrder): readonly Dim[] {
  return order === 'channels-last' && shape.length === 3 ? [shape[1]!, shape[2]!, shape[0]!] : shape;
}

export function shapeText(shape: Shape, order: ShapeOrder, separator = '×'): string {
  return shape.length === 0 ? 'scalar' : orderedShape(shape, order).join(separator);
}

/** Diagnostics write shapes channels first, with the batch left out; here they follow the order on screen. */
export function inScreenOrder(message: string, order: ShapeOrder): string {
  if (order === 'channels-first') return message;
  return message
    .replace('channels × height × width', 'height × width × channels')
    .replace(/(?<![\d×])(\d+)×(\d+)×(\d+)(?![×\d])/g, '$2×$3×$1');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
