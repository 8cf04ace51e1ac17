/**
 * An anti-aliased polygon filler: the exact share of every pixel that a shape covers.
 *
 * Each edge adds its signed area to the pixels it passes (the method of font-rs); a running sum along a row then gives the
 * winding-weighted coverage. Clamping the sum to [0, 1] fills what winds counter-clockwise, so overlapping contours
 * unite and strokes thinned past zero vanish instead of turning inside out.
 */
import type { Outline } from './outline';

export class CoverageCanvas {
  readonly coverage: Float32Array;
  private readonly areas: Float32Array;
  private readonly stride: number;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.coverage = new Float32Array(width * height);
    // An edge at the right border touches the cell after the last pixel, and the one after that with zero weight.
    this.stride = width + 2;
    this.areas = new Float32Array(this.stride * height);
  }

  /** Fills `outline`, given in pixels from the picture's middle with y up, and returns `coverage` (valid until the next call). */
  fill(outline: Outline): Float32Array {
    this.areas.fill(0);
    const [middleX, middleY] = [this.width / 2, this.height / 2];
    for (const contour of outline) {
      let x = contour[contour.length - 2]! + middleX;
      let y = middleY - contour[contour.length - 1]!;
      for (let at = 0; at < contour.length; at += 2) {
        const nextX = contour[at]! + middleX;
        const nextY = middleY - contour[at + 1]!;
        this.addEdge(x, y, nextX, nextY);
        x = nextX;
        y = nextY;
      }
    }
    return this.sumRows();
  }

  private sumRows(): Float32Array {
    for (let row = 0; row < this.height; row++) {
      let sum = 0;
      for (let column = 0; column < this.width; column++) {
        sum += this.areas[row * this.stride + column]!;
        this.coverage[row * this.width + column] = Math.min(Math.max(sum, 0), 1);
      }
    }
    return this.coverage;
  }

  private addEdge(fromX: number, fromY: number, toX: number, toY: number): void {
    if (fromY === toY) return;
    const down = fromY < toY;
    const top = down ? fromY : toY;
    const bottom = down ? toY : fromY;
    const slope = (toX - fromX) / (toY - fromY);
    const xAtTop = down ? fromX : toX;
    const lastRow = Math.min(this.height, Math.ceil(bottom));
    for (let row = Math.max(0, Math.floor(top)); row < lastRow; row++) {
      const rowTop = Math.max(row, top);
      const rowBottom = Math.min(row + 1, bottom);
      // What lies left of the picture covers its whole row; what lies right of it covers nothing.
      const entry = Math.min(Math.max(xAtTop + slope * (rowTop - top), 0), this.width);
      const exit = Math.min(Math.max(xAtTop + slope * (rowBottom - top), 0), this.width);
      const weight = down ? rowBottom - rowTop : rowTop - rowBottom;
      this.addRowSpan(row * this.stride, Math.min(entry, exit), Math.max(entry, exit), weight);
    }
  }

  /** Spreads `weight` over the pixels from `left` to `right` so that their running sum is the area right of the edge. */
  private addRowSpan(rowStart: number, left: number, right: number, weight: number): void {
    const { areas } = this;
    const first = Math.floor(left);
    const end = Math.ceil(right);
    if (end <= first + 1) {
      const share = (left + right) / 2 - first;
      areas[rowStart + first]! += weight * (1 - share);
      areas[rowStart + first + 1]! += weight * share;
      return;
    }
    const perPixel = 1 / (right - left);
    const firstGap = 1 - (left - first);
    const lastGap = right - (end - 1);
    const firstArea = 0.5 * perPixel * firstGap * firstGap;
    const lastArea = 0.5 * perPixel * lastGap * lastGap;
    areas[rowStart + first]! += weight * firstArea;
    if (end === first + 2) {
      areas[rowStart + first + 1]! += weight * (1 - firstArea - lastArea);
    } else {
      const secondTotal = perPixel * (firstGap + 0.5);
      areas[rowStart + first + 1]! += weight * (secondTotal - firstArea);
      for (let column = first + 2; column < end - 1; column++) areas[rowStart + column]! += weight * perPixel;
      areas[rowStart + end - 1]! += weight * (1 - secondTotal - (end - first - 3) * perPixel - lastArea);
    }
    areas[rowStart + end]! += weight * lastArea;
  }
}
