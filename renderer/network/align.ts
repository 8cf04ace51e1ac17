/** Lining boxes up by an edge or middle, and spacing them evenly. */
import type { Point } from '../../engine/document/model';

export type Edge = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';

export interface Box extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

type Places = ReadonlyMap<string, Point>;

export function align(boxes: readonly Box[], edge: Edge): Places {
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const place: Readonly<Record<Edge, (box: Box) => Point>> = {
    left: ({ y }) => ({ x: left, y }),
    center: ({ y, width }) => ({ x: (left + right - width) / 2, y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: (top + bottom - height) / 2 }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  };
  return new Map(boxes.map((box) => [box.id, place[edge](box)]));
}

/** Equal gaps between neighbours; the outermost two stay. */
export function distribute(boxes: readonly Box[], axis: 'x' | 'y'): Places {
  const size = axis === 'x' ? 'width' : 'height';
  const sorted = [...boxes].sort((a, b) => a[axis] - b[axis]);
  const first = sorted[0]!;
  const last = sorted.at(-1)!;
  const room = last[axis] + last[size] - first[axis];
  const gap = (room - sorted.reduce((sum, box) => sum + box[size], 0)) / (sorted.length - 1);
  let at = first[axis];
  return new Map(
    sorted.map((box) => {
      const place = axis === 'x' ? { x: at, y: box.y } : { x: box.x, y: at };
      at += box[size] + gap;
      return [box.id, place];
    }),
  );
}
