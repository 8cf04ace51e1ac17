/** The turn, shift and scale that bring points closest to others, in the sense of least squares. */

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Of at least two pairs, from and to. Where all of `from` is one place, the shift alone. */
export function similarityOf(pairs: readonly (readonly [from: Place, to: Place])[]): (x: number, y: number) => Place {
  const count = pairs.length;
  const mean = (of: (pair: (typeof pairs)[number]) => number): number => pairs.reduce((sum, pair) => sum + of(pair), 0) / count;
  const [fromX, fromY] = [mean(([{ x }]) => x), mean(([{ y }]) => y)];
  const [toX, toY] = [mean(([, { x }]) => x), mean(([, { y }]) => y)];
  let [along, across, square] = [0, 0, 0];
  for (const [from, to] of pairs) {
    const [ax, ay, bx, by] = [from.x - fromX, from.y - fromY, to.x - toX, to.y - toY];
    along += ax * bx + ay * by;
    across += ax * by - ay * bx;
    square += ax * ax + ay * ay;
  }
  const [cos, sin] = square > 0 ? [along / square, across / square] : [1, 0];
  return (x, y) => ({ x: toX + cos * (x - fromX) - sin * (y - fromY), y: toY + sin * (x - fromX) + cos * (y - fromY) });
}
