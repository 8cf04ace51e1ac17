/** Scores of a mask's classes after the last epoch; a press on a class leaves it out of every picture. */
import type { SegmentationScores } from '../../engine/run/metrics/segmentation';
import { formatCount } from '../network/text';
import { percentText } from '../training/number-text';
import { OpacitySlider } from './look-controls';
import { ClassButton } from './mask-legend';
import styles from './segmentation.module.css';

export function ClassScores({ scores }: { readonly scores: SegmentationScores }) {
  return (
    <>
      <OpacitySlider />
      <table className={styles.scores}>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">IoU</th>
            <th scope="col">Dice</th>
            <th scope="col">Recall</th>
            <th scope="col">Pixels</th>
          </tr>
        </thead>
        <tbody>
          {scores.classes.map(({ label, iou, dice, recall, support }, index) => (
            <tr key={label}>
              <th scope="row"><ClassButton name={label} {...(index > 0 && { label: index })} /></th>
              <td>{percentText(iou, 1)}</td>
              <td>{percentText(dice, 1)}</td>
              <td>{percentText(recall, 1)}</td>
              <td>{formatCount(support)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Mean</th>
            <td>{percentText(scores.meanIou, 1)}</td>
            <td>{percentText(scores.meanDice, 1)}</td>
            <td colSpan={2}>{`${percentText(scores.pixelAccuracy, 1)} right`}</td>
          </tr>
        </tfoot>
      </table>
    </>
  );
}
