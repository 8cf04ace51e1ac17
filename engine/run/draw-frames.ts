/** Frames around objects, painted into the picture. */
import type { Pixels } from '../data/dataset';
import { CLASS_COLOURS } from '../data/masks/mask-png';
import type { Detection } from '../vision/answer';

/** A frame is this share of the picture's longer side wide, and two pixels at least. */
const THICKNESS = 1 / 200;
const DARK = 0x101418;

/** A copy in colour; each class has the colour that it has on screen, edged in dark so that it shows on any background. */
export function drawFrames(picture: Pixels, detections: readonly Detection[]): Pixels & { readonly channels: 3 } {
  const { width, height } = picture;
  const drawn = { width, height, channels: 3 as const, data: inColour(picture) };
  const thick = Math.max(2, Math.round(Math.max(width, height) * THICKNESS));
  // The best box lies on top.
  for (const box of [...detections].reverse()) {
    paintFrame(drawn, box, -1, thick + 2, DARK);
    paintFrame(drawn, box, 0, thick, CLASS_COLOURS[box.label % CLASS_COLOURS.length]!);
  }
  return drawn;
}

function inColour({ width, height, channels, data }: Pixels): Uint8Array {
  return channels === 3 ? Uint8Array.from(data) : Uint8Array.from({ length: width * height * 3 }, (_, at) => data[Math.floor(at / 3)]!);
}

/** A frame `thick` pixels wide that begins `inset` pixels inside the box; what lies outside of the picture is left out. */
function paintFrame({ width, height, data }: { readonly width: number; readonly height: number; readonly data: Uint8Array }, box: Detection, inset: number, thick: number, colour: number): void {
  const [left, top] = [Math.round(box.x) + inset, Math.round(box.y) + inset];
  const [right, bottom] = [Math.round(box.x + box.width) - inset, Math.round(box.y + box.height) - inset];
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, right); x++) {
      const isInside = x >= left + thick && x < right - thick && y >= top + thick && y < bottom - thick;
      if (!isInside) data.set([colour >> 16, (colour >> 8) & 255, colour & 255], (y * width + x) * 3);
    }
  }
}
