import type { PruneCurve, PrunePoint } from '../../../engine/run/compress/prune-curve';
import { formatCount } from '../../network/text';

/** What was measured at the shares around the chosen one; nothing is made up between them. */
export function scoreText({ points, part, samples }: PruneCurve, share: number): string {
  const below = points.findLast((point) => point.share <= share + 1e-9)!;
  const above = points.find((point) => point.share >= share - 1e-9) ?? below;
  const rows = `${formatCount(samples)} ${part === 'all' ? '' : `${part === 'train' ? 'training' : part} `}rows`;
  const text = below === above ? scoreOf(below) : `${scoreOf(below)} at ${percent(below.share)}, ${scoreOf(above)} at ${percent(above.share)}`;
  return `Measured on ${rows}: ${text}. Without pruning: ${scoreOf(points[0]!)}.`;
}

export function scoreOf({ accuracy, loss }: PrunePoint): string {
  return accuracy === undefined ? `loss ${loss.toPrecision(4)}` : `accuracy ${(100 * accuracy).toFixed(1)} %`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
