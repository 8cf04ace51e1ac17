/** Scores of each class of objects. A press on a class leaves it out of the pictures, as everywhere. */
import type { DetectionScores } from '../../../engine/run/metrics/detection';
import { formatCount } from '../../network/text';
import { ClassButton } from '../../segmentation/mask-legend';
import scoreStyles from '../../segmentation/segmentation.module.css';
import { percentText } from '../number-text';

export function ObjectClasses({ scores }: { readonly scores: DetectionScores }) {
  const share = (value: number | undefined): string => (value === undefined ? '—' : percentText(value, 1));
  return (
    <table className={scoreStyles.scores}>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">AP50</th>
          <th scope="col">AP50–95</th>
          <th scope="col">Recall</th>
          <th scope="col">Precision</th>
          <th scope="col">Objects</th>
        </tr>
      </thead>
      <tbody>
        {scores.classes.map(({ label, ap50, ap, recall, precision, support }, index) => (
          <tr key={label}>
            <th scope="row"><ClassButton name={label} label={index} /></th>
            <td>{share(ap50)}</td>
            <td>{share(ap)}</td>
            <td>{share(recall)}</td>
            <td>{share(precision)}</td>
            <td>{formatCount(support)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All</th>
          <td>{percentText(scores.ap50, 1)}</td>
          <td>{percentText(scores.ap, 1)}</td>
          <td colSpan={3}>{bySize(scores)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Objects up to 32² and 96² pixels of the network's input, and larger ones. */
function bySize({ apSmall, apMedium, apLarge }: DetectionScores): string {
  const told = [['small', apSmall], ['medium', apMedium], ['large', apLarge]] as const;
  return told.flatMap(([size, ap]) => (ap === undefined ? [] : [`${size} ${percentText(ap, 1)}`])).join(', ');
}
