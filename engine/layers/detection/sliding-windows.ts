import { number, numbers } from '../../core/parameters';
import { float32Tensor } from '../../core/dtype';
import { formatShape } from '../../core/shape';
import { defineLayer, LayerProblem } from '../define-layer';
import { imageShape, type ImageShape } from '../image-window';
import { TORCH_TRUE_BOXES, withTrueBoxes } from './head/true-regions';

interface WindowParameters {
  readonly sizes: readonly number[];
  readonly ratios: readonly number[];
  readonly step: number;
}

export const slidingWindows = defineLayer<WindowParameters>({
  type: 'sliding-windows',
  version: 1,
  title: 'Sliding windows',
  category: 'detection',
  summary: 'Gives windows of one or several sizes all over the picture as regions to look into',
  documentation: {
    text: 'The simplest proposals: a window of each size moves over the picture step by step, whatever the picture shows. With one size, objects of other sizes do not fit; with many, there are many regions to look into. What is left over at the edges is shared between both sides. While training, true boxes stand in the place of the last windows.',
    formulas: [String.raw`K = \sum_{s, r} \left( \left\lfloor \frac{H - s \sqrt{r}}{\text{step} \cdot s \sqrt{r}} \right\rfloor + 1 \right) \left( \left\lfloor \frac{W - s / \sqrt{r}}{\text{step} \cdot s / \sqrt{r}} \right\rfloor + 1 \right)`],
    source: 'Dalal and Triggs 2005; Girshick et al. 2014 (R-CNN) compare with it',
  },
  parameters: {
    sizes: numbers({ label: 'Sizes', help: 'Sides of the square windows, in pixels of the network’s input', default: [24, 48, 96], minimum: 1 }),
    ratios: numbers({ label: 'Ratios', help: 'Height to width of the windows; all of one size have the same area', default: [1], minimum: 0.01 }),
    step: number({ label: 'Step', help: 'How far a window moves each time, as a share of its own side', default: 0.5, minimum: 0.05, maximum: 4 }),
  },
  inputs: [{ name: 'picture', help: 'The picture that the windows lie in; only its size is read' }],
  outputs: [{ name: 'regions', help: 'K × 4: centre x, centre y, width, height' }],
  shape: ({ inputs: [picture], parameters }) => [[windowsOver(imageShape(picture!), parameters).length, 4]],
  lower: ({ builder: b, inputs: [picture], parameters, truth }) => {
    const windows = windowsOver(imageShape(picture!.shape.slice(1)), parameters);
    const [batch, channels, height, width] = picture!.shape as [string, number, number, number];
    // One value of each picture says how many pictures there are.
    const corner = b.one('Slice', [b.reshape(picture!, [batch, channels * height * width, 1])], { axes: [1], starts: [0], ends: [1], steps: [1] });
    const everywhere = b.add(b.one('ZerosLike', [corner], {}), b.constant(float32Tensor([1, windows.length, 4], Float32Array.from(windows.flat()))));
    return [withTrueBoxes(b, everywhere, truth())];
  },
  torch: ({ inputs: [picture], parameters }) => {
    const windows = windowsOver(imageShape(picture!), parameters).map((window) => `(${window.join(', ')})`);
    return { taught: TORCH_TRUE_BOXES, forward: ([value]) => `torch.tensor([${windows.join(', ')}], device=${value}.device, dtype=${value}.dtype).expand(len(${value}), -1, -1)` };
  },
  examples: [
    { title: 'One size', parameters: { sizes: [40] }, inputs: [[3, 160, 160]], outputs: [[49, 4]], parameterCount: 0, macs: 0 },
    { title: 'Three sizes in three proportions', parameters: { sizes: [32, 64, 96], ratios: [0.5, 1, 2] }, inputs: [[3, 160, 160]], outputs: [[287, 4]], parameterCount: 0, macs: 0 },
  ],
});

type Window = readonly [x: number, y: number, width: number, height: number];

/** Row by row, size after size. Throws LayerProblem where a window is larger than the picture, or there is none. */
function windowsOver(picture: ImageShape, { sizes, ratios, step }: WindowParameters): Window[] {
  if (sizes.length === 0 || ratios.length === 0) throw new LayerProblem('has no windows', { parameter: sizes.length === 0 ? 'sizes' : 'ratios', expected: 'at least one number', found: 'none' });
  return sizes.flatMap((size) =>
    ratios.flatMap((ratio) => {
      const [width, height] = [size / Math.sqrt(ratio), size * Math.sqrt(ratio)];
      if (width > picture.width || height > picture.height) {
        throw new LayerProblem(`has windows of ${Math.round(width)}×${Math.round(height)} pixels, which are larger than the picture of ${formatShape([picture.width, picture.height])}`, { parameter: 'sizes', expected: `at most ${Math.min(picture.width, picture.height)}`, found: `${size}` });
      }
      return centres(picture.height, height, step).flatMap((y) => centres(picture.width, width, step).map((x): Window => [x, y, width, height]));
    }),
  );
}

/** Where windows of `extent` stand along a side, the left-over pixels shared between both ends. */
function centres(side: number, extent: number, step: number): number[] {
  const count = Math.floor((side - extent) / (step * extent)) + 1;
  const rest = side - extent - (count - 1) * step * extent;
  return Array.from({ length: count }, (_, index) => rest / 2 + extent / 2 + index * step * extent);
}
