/** How much of each tensor would be zero. */
import type { PruneCurve } from '../../../engine/run/compress/prune-curve';
import { formatCount } from '../../network/text';
import styles from './prune.module.css';

/** `index` counts the shares of the curve, which are whole percents. */
export function LayerShares({ curve, index }: { readonly curve: PruneCurve | undefined; readonly index: number }) {
  return (
    <div className={styles.layers} tabIndex={0} role="region" aria-label="Zeros by tensor">
      <table>
        <thead>
          <tr>
            <th scope="col">Tensor</th>
            <th scope="col">Weights</th>
            <th scope="col" colSpan={2}>Zero</th>
          </tr>
        </thead>
        <tbody>
          {curve?.layers.map(({ key, values, zeros }) => {
            const share = zeros[index]! / values;
            return (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{formatCount(values)}</td>
                <td>{`${(100 * share).toFixed(1)} %`}</td>
                <td className={styles.meter}><span style={{ width: `${100 * share}%` }} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
