/** Small grey pictures in a terminal, side by side: every character shows two pixels, one above the other. */
import type { Pixels } from '../data/dataset';

const SHADES = [' ', '░', '▒', '▓', '█'];
const GAP = '  ';

/** Pictures of one height, bright on dark, each with its label below. */
export function drawPictures(pictures: readonly Pixels[], labels: readonly string[]): string {
  const rows = Math.ceil(Math.max(0, ...pictures.map(({ height }) => height)) / 2);
  const lines = Array.from({ length: rows }, (_, row) => pictures.map((picture) => drawRow(picture, 2 * row)).join(GAP).trimEnd());
  const names = pictures.map(({ width }, index) => (labels[index] ?? '').padStart((width + (labels[index] ?? '').length) / 2).padEnd(width));
  return [...lines, names.join(GAP).trimEnd()].join('\n');
}

/** The mean of two pixels decides the shade. */
function drawRow({ width, height, channels, data }: Pixels, top: number): string {
  const bottom = Math.min(top + 1, height - 1);
  return Array.from({ length: width }, (_, x) => {
    const value = (data[(top * width + x) * channels]! + data[(bottom * width + x) * channels]!) / 2;
    return SHADES[Math.min(SHADES.length - 1, Math.floor((value / 256) * SHADES.length))]!;
  }).join('');
}
