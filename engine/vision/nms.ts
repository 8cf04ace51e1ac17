/**
 * Non-maximum suppression: of boxes that overlap, the best one stays. Says of every other box who suppressed it and at which
 * IoU, because the detection X-ray shows just that.
 */
import type { Rectangle } from './iou';

export interface Candidate extends Rectangle {
  /** Index into the class names. */
  readonly label: number;
  /** 0 … 1 */
  readonly score: number;
}

export interface SuppressionSettings {
  /** Boxes that overlap a better one by more than this are suppressed. */
  readonly iou: number;
  /** `class`: only boxes of one class suppress each other (the usual); `all`: whatever the class. */
  readonly among?: 'class' | 'all';
  /** How many boxes are kept at most, the best first. */
  readonly most?: number;
  /** Instead of dropping a box, lower its score by how much it overlaps (Bodla et al. 2017), until it falls under `scoreAtLeast`. */
  readonly soft?: SoftSuppression;
}

export interface SoftSuppression {
  /** `linear` takes the share of the overlap off once it exceeds `iou`; `gaussian` lowers by exp(−IoU²/σ) always. */
  readonly decay: 'linear' | 'gaussian';
  /** Of `gaussian`; 0.5 where it is not given. */
  readonly sigma?: number;
  readonly scoreAtLeast: number;
}

export interface Suppressed {
  /** Its index among the candidates. */
  readonly index: number;
  /** The index of the box that suppressed it: the best of the kept ones that did. */
  readonly by: number;
  readonly iou: number;
}

export interface Suppression {
  /** Indices of the candidates that stay, best first. */
  readonly kept: readonly number[];
  /** The scores of the kept ones, in their order: lower than before where suppression was soft. */
  readonly scores: readonly number[];
  /** In the order of their scores. */
  readonly suppressed: readonly Suppressed[];
}

/** Of equal scores the candidate that was named first counts as the better one. */
export function suppress(candidates: readonly Candidate[], settings: SuppressionSettings): Suppression {
  const order = candidates.map((_, index) => index).sort((a, b) => candidates[b]!.score - candidates[a]!.score || a - b);
  return settings.soft ? soften(candidates, order, settings, settings.soft) : drop(candidates, order, settings);
}

function drop(candidates: readonly Candidate[], order: readonly number[], { iou: limit, among, most = Infinity }: SuppressionSettings): Suppression {
  const overlaps = new Overlaps(candidates, among);
  const by = new Map<number, Suppressed>();
  const kept: number[] = [];
  for (let place = 0; place < order.length && kept.length < most; place++) {
    const best = order[place]!;
    if (by.has(best)) continue;
    kept.push(best);
    for (let after = place + 1; after < order.length; after++) {
      const index = order[after]!;
      if (by.has(index)) continue;
      const overlap = overlaps.between(best, index);
      if (overlap > limit) by.set(index, { index, by: best, iou: overlap });
    }
  }
  return { kept, scores: kept.map((index) => candidates[index]!.score), suppressed: order.flatMap((index) => by.get(index) ?? []) };
}

function soften(candidates: readonly Candidate[], order: readonly number[], { iou: limit, among, most = Infinity }: SuppressionSettings, { decay, sigma = 0.5, scoreAtLeast }: SoftSuppression): Suppression {
  const overlaps = new Overlaps(candidates, among);
  const scores = candidates.map(({ score }) => score);
  const by = new Map<number, Suppressed>();
  const kept: number[] = [];
  let left = order.filter((index) => scores[index]! >= scoreAtLeast);
  while (left.length > 0 && kept.length < most) {
    const best = left.reduce((champion, index) => (scores[index]! > scores[champion]! ? index : champion));
    kept.push(best);
    left = left.filter((index) => {
      if (index === best) return false;
      const overlap = overlaps.between(best, index);
      scores[index]! *= decay === 'gaussian' ? Math.exp(-(overlap ** 2) / sigma) : overlap > limit ? 1 - overlap : 1;
      if (scores[index]! >= scoreAtLeast) return true;
      by.set(index, { index, by: best, iou: overlap });
      return false;
    });
  }
  return { kept, scores: kept.map((index) => scores[index]!), suppressed: order.flatMap((index) => by.get(index) ?? []) };
}

/** IoU of many pairs of the same boxes: corners and areas are worked out once, pairs of different classes count as apart. */
class Overlaps {
  private readonly corners: Float64Array;

  constructor(private readonly candidates: readonly Candidate[], private readonly among: 'class' | 'all' = 'class') {
    this.corners = new Float64Array(candidates.length * 4);
    candidates.forEach(({ x, y, width, height }, index) => this.corners.set([x, y, x + width, y + height], index * 4));
  }

  between(a: number, b: number): number {
    if (this.among === 'class' && this.candidates[a]!.label !== this.candidates[b]!.label) return 0;
    const { corners } = this;
    const [ax, bx] = [a * 4, b * 4];
    const width = Math.min(corners[ax + 2]!, corners[bx + 2]!) - Math.max(corners[ax]!, corners[bx]!);
    if (width <= 0) return 0;
    const height = Math.min(corners[ax + 3]!, corners[bx + 3]!) - Math.max(corners[ax + 1]!, corners[bx + 1]!);
    if (height <= 0) return 0;
    const shared = width * height;
    return shared / (this.areaAt(ax) + this.areaAt(bx) - shared);
  }

  private areaAt(at: number): number {
    const { corners } = this;
    return (corners[at + 2]! - corners[at]!) * (corners[at + 3]! - corners[at + 1]!);
  }
}
