/** An answer in a few words, beside the picture that shows it. */
import type { OutsideAnswer } from '../../engine/run/outside-models';
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
