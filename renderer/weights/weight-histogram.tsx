/** How often which numbers occur in a tensor. */
import type { Distribution } from '../../engine/run/watch/distribution';
import { valueText } from '../maps/answer-text';
import { formatCount } from '../network/text';
import styles from './weights.module.css';

const WIDTH = 400;
const HEIGHT = 96;

export function WeightHistogram({ distribution: { bins, min, max, mean } }: { readonly distribution: Distribution }) {
  const most = Math.max(1, ...bins);
  const step = WIDTH / bins.length;
  const zero = max > min && min < 0 && max > 0 ? (-min / (max - min)) * WIDTH : undefined;
  return (
    <figure className={styles.histogram}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`Histogram from ${valueText(min)} to ${valueText(max)}, mean ${valueText(mean)}; the most frequent of ${bins.length} steps holds ${formatCount(most)} numbers`}>
        {bins.map((count, index) => <rect key={index} x={index * step + 0.5} width={Math.max(1, step - 1)} y={HEIGHT - (HEIGHT * count) / most} height={(HEIGHT * count) / most} />)}
        {zero !== undefined && <line x1={zero} x2={zero} y1={0} y2={HEIGHT} />}
      </svg>
      <figcaption>
        <span>{valueText(min)}</span>
        {zero !== undefined && <span>dashed: 0</span>}
        <span>{valueText(max)}</span>
      </figcaption>
    </figure>
  );
}
