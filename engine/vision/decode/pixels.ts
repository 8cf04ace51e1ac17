/** A class for every pixel of the input, taken back to the pixels of the picture. */
import { fail } from '../../core/diagnostic';
import type { Mask } from '../answer';
import { pointToInput, type Fit, type Size } from '../letterbox';
import type { PixelsAnswer } from '../model-task';
import { shapeText, valuesOf, type Outputs, type Values } from './output-values';

/** The mask has the size of the picture; scores are read between the model's pixels, so its edges are smooth. */
export function decodePixels(rule: PixelsAnswer, outputs: Outputs, input: Size, picture: Size, fit: Fit): Mask {
  const grid = gridOf(valuesOf(outputs, rule.output), rule.layout);
  const data = new Uint8Array(picture.width * picture.height);
  const columns = Array.from({ length: picture.width }, (_, x) => between((pointToInput(fit, x + 0.5, 0).x * grid.width) / input.width, grid.width));
  const choose = rule.layout === 'hw' ? nearest : grid.classes === 1 ? yesOrNo(rule.activation === 'none' ? 0.5 : 0) : strongest(grid.classes);
  const line = new Float32Array(grid.width * grid.classes);
  for (let y = 0; y < picture.height; y++) {
    mixRows(grid, between((pointToInput(fit, 0, y + 0.5).y * grid.height) / input.height, grid.height), rule.layout === 'hw', line);
    for (let x = 0, to = y * picture.width; x < picture.width; x++, to++) data[to] = choose(line, columns[x]!);
  }
  return { x: 0, y: 0, ...picture, data };
}

interface Grid extends Size {
  readonly classes: number;
  readonly data: Float32Array;
  /** Elements from one pixel, and from one class, to the next. */
  readonly pixelStep: number;
  readonly classStep: number;
}

function gridOf({ name, dims, data }: Values, layout: PixelsAnswer['layout']): Grid {
  const wrong = (): never => fail('output-pixels', `The output “${name}” has the shape ${shapeText(dims)}, which is no picture of classes.`, { expected: layout === 'chw' ? 'classes × height × width' : layout === 'hwc' ? 'height × width × classes' : 'height × width', found: shapeText(dims), remedy: 'Check the axes in the mapping.' });
  if (dims.length < 2 || dims.length > 3 || (layout === 'hw' && dims.length === 3)) return wrong();
  // One class has lost its axis where it stood in front.
  if (dims.length === 2) return { height: dims[0]!, width: dims[1]!, classes: 1, data, pixelStep: 1, classStep: 1 };
  const [a, b, c] = dims as [number, number, number];
  return layout === 'chw' ? { classes: a, height: b, width: c, data, pixelStep: 1, classStep: b * c } : { height: a, width: b, classes: c, data, pixelStep: c, classStep: 1 };
}

interface Between {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

function between(position: number, length: number): Between {
  const place = Math.min(length - 1, Math.max(0, position - 0.5));
  const low = Math.floor(place);
  return { low, high: Math.min(length - 1, low + 1), share: place - low };
}

/** The scores of one row of the picture, pixel by pixel of the model and class by class; class indices cannot be mixed. */
function mixRows({ width, classes, data, pixelStep, classStep }: Grid, { low, high, share }: Between, isIndex: boolean, line: Float32Array): void {
  const part = isIndex ? Math.round(share) : share;
  for (let x = 0, to = 0; x < width; x++) {
    const [upper, lower] = [(low * width + x) * pixelStep, (high * width + x) * pixelStep];
    for (let label = 0; label < classes; label++, to++) line[to] = data[upper + label * classStep]! * (1 - part) + data[lower + label * classStep]! * part;
  }
}

type Choose = (line: Float32Array, place: Between) => number;

const nearest: Choose = (line, { low, high, share }) => line[share < 0.5 ? low : high]!;

function yesOrNo(threshold: number): Choose {
  return (line, { low, high, share }) => (line[low]! * (1 - share) + line[high]! * share > threshold ? 1 : 0);
}

function strongest(classes: number): Choose {
  return (line, { low, high, share }) => {
    let [best, most] = [0, -Infinity];
    for (let label = 0; label < classes; label++) {
      const value = line[low * classes + label]! * (1 - share) + line[high * classes + label]! * share;
      if (value > most) [best, most] = [label, value];
    }
    return best;
  };
}
