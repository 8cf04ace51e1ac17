/** Anchors of a detector that fit the objects of a data set, and how well those it has now do. */
import { fail } from '../core/diagnostic';
import { fitAnchors, meanOverlap, type Shape } from '../vision/anchors';
import type { Dataset } from './dataset';
import { objectShapes } from './object-shapes';
import type { ImageStep } from './preprocess';

export interface AnchorQuestion {
  /** How the network's input is made of a picture. */
  readonly steps: readonly ImageStep[];
  /** How many anchors there are to be. */
  readonly count: number;
  /** Training pictures that are looked at, at most. */
  readonly pictures: number;
  /** Width and height in turn of those that are there now; none where there are none to compare with. */
  readonly now?: readonly number[];
}

export interface DataAnchors {
  /** Whole pixels of the network's input, width and height in turn, the smallest first. */
  readonly anchors: readonly number[];
  /** How well each object overlaps the anchor most like it, on average: 0 … 1. */
  readonly meanOverlap: number;
  /** The same of the anchors that are there now. */
  readonly overlapNow?: number;
  /** What was looked at. */
  readonly objects: number;
  readonly pictures: number;
}

/** Throws LoomError where the data has no boxes, or fewer objects than anchors. */
export async function anchorsOfData(dataset: Dataset, { steps, count, pictures: most, now = [] }: AnchorQuestion): Promise<DataAnchors> {
  const { shapes, pictures } = await objectShapes(dataset, steps, most);
  if (shapes.length < count) {
    fail('few-objects', `${count} anchors need at least as many objects, and the training pictures that were looked at have ${shapes.length}.`, { expected: `${count} objects`, found: `${shapes.length}`, remedy: 'Use data with more objects, or fewer anchors.' });
  }
  const anchors = fitAnchors(shapes, count).anchors.flatMap(({ width, height }) => [wholePixels(width), wholePixels(height)]);
  const overlapNow = now.length > 0 ? meanOverlap(shapes, pairs(now)) : undefined;
  return { anchors, meanOverlap: meanOverlap(shapes, pairs(anchors)), ...(overlapNow !== undefined && { overlapNow }), objects: shapes.length, pictures };
}

function wholePixels(side: number): number {
  return Math.max(1, Math.round(side));
}

function pairs(sides: readonly number[]): Shape[] {
  return Array.from({ length: sides.length / 2 }, (_, index) => ({ width: sides[2 * index]!, height: sides[2 * index + 1]! }));
}
