/** Clips as Chromium's fake camera plays them, over and over: YUV4MPEG2 with BT.601 colours. */
import type { Pixels } from '../engine/data/dataset';

/** All of one even size. */
export function clip(frames: readonly Pixels[], framesPerSecond = 20): Buffer {
  const { width, height } = frames[0]!;
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420\n`), ...frames.flatMap((frame) => [Buffer.from('FRAME\n'), planes(frame)])]);
}

/** Brightness of every pixel, then both colour differences of every second. */
function planes({ width, height, channels, data }: Pixels): Buffer {
  const [half, size] = [width / 2, width * height];
  const out = Buffer.alloc(size + size / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const [red, green, blue] = channels === 3 ? [data[at]!, data[at + 1]!, data[at + 2]!] : [data[at]!, data[at]!, data[at]!];
      out[y * width + x] = Math.round(16 + 0.2568 * red + 0.5041 * green + 0.0979 * blue);
      if (x % 2 || y % 2) continue;
      const place = (y / 2) * half + x / 2;
      out[size + place] = Math.round(128 - 0.1482 * red - 0.291 * green + 0.4392 * blue);
      out[size + size / 4 + place] = Math.round(128 + 0.4392 * red - 0.3678 * green - 0.0714 * blue);
    }
  }
  return out;
}
