/** The input of a model that takes a picture: which axis is which, and how large it is. */
import type { PictureInput } from '../model-task';
import type { ModelFacts } from './model-facts';

export type PictureAxes = Pick<PictureInput, 'name' | 'dtype' | 'layout' | 'width' | 'height' | 'channels'>;

/** Where the file leaves the size open and nobody states it: what YOLO models are trained with. */
const USUAL_SIDE = 640;

/** Undefined where the model does not take exactly one picture. */
export function pictureOf({ inputs }: ModelFacts, stated?: { readonly width: number; readonly height: number }): PictureAxes | undefined {
  const [input] = inputs;
  if (inputs.length !== 1 || input!.dims.length !== 4) return undefined;
  const { name, dtype, dims } = input!;
  if (dtype !== 'float32' && dtype !== 'float16' && dtype !== 'uint8') return undefined;
  const layout = isChannels(dims[1]) ? 'nchw' : isChannels(dims[3]) ? 'nhwc' : undefined;
  if (!layout || (dims[0] !== undefined && dims[0] !== 1)) return undefined;
  const [height, width] = layout === 'nchw' ? [dims[2], dims[3]] : [dims[1], dims[2]];
  return { name, dtype, layout, channels: (layout === 'nchw' ? dims[1] : dims[3]) as 1 | 3, height: height ?? stated?.height ?? USUAL_SIDE, width: width ?? stated?.width ?? USUAL_SIDE };
}

function isChannels(dim: number | undefined): boolean {
  return dim === 1 || dim === 3;
}

/** Bytes as they are for models that take bytes, else 0 … 1. */
export function plainRange({ dtype }: PictureAxes): Pick<PictureInput, 'order' | 'scale' | 'mean' | 'deviation'> {
  return { order: 'rgb', scale: dtype === 'uint8' ? 1 : 1 / 255, mean: [0], deviation: [1] };
}
