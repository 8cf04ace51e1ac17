/** Classes of pixels as colours that let the picture through. The first class is the background and stays clear. */
import type { Mask } from '../../../engine/vision/answer';
import type { OverlayLook, PictureView } from './picture-view';

/** A class per pixel, or the pixels of one object (1) in the colour of its class. */
type MaskLook = OverlayLook & ({ readonly isObject: false } | { readonly isObject: true; readonly label: number });

/** Of a mask that says nothing about a pixel. */
const IGNORED = 255;

/** One canvas is enough: drawings come one after the other. */
let scratch: HTMLCanvasElement | undefined;

export function paintMask(context: CanvasRenderingContext2D, mask: Mask, view: PictureView, look: MaskLook): void {
  if (mask.width === 0 || mask.height === 0) return;
  scratch ??= document.createElement('canvas');
  scratch.width = mask.width;
  scratch.height = mask.height;
  const page = scratch.getContext('2d')!;
  const pixels = page.createImageData(mask.width, mask.height);
  const colours = new Uint32Array(256);
  for (let label = 0; label < IGNORED; label++) colours[label] = label === 0 || (!look.isObject && look.hidden?.has(label)) ? 0 : packed(look.colours.of(look.isObject ? look.label : label));
  const packedPixels = new Uint32Array(pixels.data.buffer);
  for (let index = 0; index < mask.data.length; index++) packedPixels[index] = colours[mask.data[index]!]!;
  page.putImageData(pixels, 0, 0);
  // A mask of the whole picture has cells of its own size; that of an object is in pixels of the picture.
  const [width, height] = look.isObject ? [mask.width * view.scale, mask.height * view.scale] : [view.width, view.height];
  context.save();
  context.globalAlpha = look.opacity;
  context.imageSmoothingEnabled = false;
  if (view.isMirrored) {
    context.translate(view.left + view.width - mask.x * view.scale, view.top + mask.y * view.scale);
    context.scale(-1, 1);
  } else context.translate(view.left + mask.x * view.scale, view.top + mask.y * view.scale);
  context.drawImage(scratch, 0, 0, width, height);
  context.restore();
}

/** `#rrggbb` as the bytes red, green, blue, 255 of a little-endian number. */
function packed(colour: string): number {
  const number = Number.parseInt(colour.slice(1), 16);
  return ((0xff << 24) | ((number & 0xff) << 16) | (number & 0xff00) | (number >> 16)) >>> 0;
}
