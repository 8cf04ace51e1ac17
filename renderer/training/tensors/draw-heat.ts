import type { TimeHistogram } from './time-histogram';

interface Place {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The column that is marked. */
  readonly at: number;
}

/** Draws in the canvas's own text colour, on nothing: the stronger, the larger the share. */
export function drawHeat(canvas: HTMLCanvasElement, { columns, rows, low, high, most }: TimeHistogram, { width, height, at }: Place): void {
  const density = window.devicePixelRatio;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d')!;
  const { color, outlineColor } = getComputedStyle(canvas);
  context.fillStyle = color;
  const columnWidth = canvas.width / columns.length;
  const rowHeight = canvas.height / rows;
  columns.forEach((column, x) => {
    const left = Math.round(x * columnWidth);
    const right = Math.round((x + 1) * columnWidth);
    column.forEach((share, y) => {
      if (share === 0) return;
      // A root, so that the few values far out are seen beside the many in the middle.
      context.globalAlpha = 0.08 + 0.92 * Math.sqrt(share / most);
      const bottom = Math.round(canvas.height - y * rowHeight);
      const top = Math.round(canvas.height - (y + 1) * rowHeight);
      context.fillRect(left, top, right - left, bottom - top);
    });
  });
  context.globalAlpha = 1;
  context.fillStyle = outlineColor;
  if (low < 0 && high > 0) context.fillRect(0, Math.round((canvas.height * high) / (high - low)), canvas.width, 1);
  if (columns.length > 1) context.fillRect(Math.min(canvas.width - density, Math.round((at + 0.5) * columnWidth)), 0, Math.ceil(density), canvas.height);
}
