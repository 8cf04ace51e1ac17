/** An answer in a few words, beside the picture that shows it. */
import type { OutsideAnswer } from '../../engine/run/outside-models';
import type { VisionAnswer } from '../../engine/vision/answer';
import { formatCount, plural } from '../network/text';

export function answerText({ answer, candidates }: OutsideAnswer): string {
  switch (answer.kind) {
    case 'boxes': {
      const count = answer.detections.length;
      return count === 0 ? 'No box scores enough' : `${plural(count, 'box', 'boxes')}${candidates > count ? ` of ${formatCount(candidates)} candidates` : ''}`;
    }
    case 'classes': {
      const best = answer.scores.reduce((most, score, label) => (score > answer.scores[most]! ? label : most), 0);
      return `${answer.classes[best] ?? best}, ${Math.round((answer.scores[best] ?? 0) * 100)} %`;
    }
    case 'mask': {
      const found = new Set(answer.mask.data);
      return `${plural(found.size, 'class', 'classes')} on the picture`;
    }
    case 'points':
      return answer.sets.length === 0 ? 'Nothing is present' : plural(answer.sets[0]!.points.length, 'point');
  }
}

/** Rounding aside, a score is a share. */
const MOST = 1.001;

/** Why an answer looks as if it were read wrongly, as a sentence; undefined where it looks right. */
export function scoreDoubt(answer: VisionAnswer): string | undefined {
  const scores = answer.kind === 'boxes' ? answer.detections.map(({ score }) => score) : answer.kind === 'classes' ? [...answer.scores] : [];
  const largest = scores.reduce((most, score) => Math.max(most, score), 0);
  return largest > MOST ? `Scores reach ${formatScore(largest)}, but a score lies between 0 and 1. Check the axes, where scores begin, and what they are.` : undefined;
}

function formatScore(score: number): string {
  return score >= 100 ? formatCount(Math.round(score)) : score.toFixed(1);
}
