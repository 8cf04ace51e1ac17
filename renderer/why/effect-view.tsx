/** What a change of one layer would do to the whole network: totals, shapes, and what would break. */
import { inScreenOrder, formatBytes, formatCount, plural, shapeText } from '../network/text';
import { useSession } from '../store/session-store';
import type { ChangedShape, Effect } from './what-if';
import styles from './effect-view.module.css';

/** More would be read by nobody. */
const SHOWN_SHAPES = 6;
const SHOWN_PROBLEMS = 3;

export function EffectView({ effect, path }: { readonly effect: Effect; readonly path: string }) {
  const order = useSession((state) => state.shapeOrder);
  const downstream = effect.shapes.filter((shape) => shape.path !== path);
  const more = downstream.length - SHOWN_SHAPES;
  return (
    <div className={styles.effect} role="status" aria-label="Effect on the network">
      <table>
        <caption>Whole network</caption>
        <tbody>
          <Total title="Parameters" values={effect.parameters} />
          <Total title="MACs" values={effect.macs} />
          <Total title="Activations" values={effect.activationBytes} format={formatBytes} />
        </tbody>
      </table>
      {effect.broken.length > 0 && (
        <div className={styles.broken}>
          <h4>{`${plural(new Set(effect.broken.map(({ node }) => node)).size, 'box', 'boxes')} would break${effect.cutOff > 0 ? `, and ${plural(effect.cutOff, 'layer')} behind would have no size` : ''}`}</h4>
          <ul>
            {effect.broken.slice(0, SHOWN_PROBLEMS).map(({ message }) => <li key={message}>{inScreenOrder(message, order)}</li>)}
          </ul>
          {effect.broken.length > SHOWN_PROBLEMS && <p>{`${formatCount(effect.broken.length - SHOWN_PROBLEMS)} more like these.`}</p>}
        </div>
      )}
      {downstream.length > 0 ? (
        <table>
          <caption>{`${plural(downstream.length, 'shape')} further on ${downstream.length === 1 ? 'changes' : 'change'}`}</caption>
          <tbody>
            {downstream.slice(0, SHOWN_SHAPES).map((shape) => <ShapeRow key={shape.path} shape={shape} />)}
          </tbody>
        </table>
      ) : (
        effect.broken.length === 0 && <p className={styles.calm}>No other shape changes.</p>
      )}
      {more > 0 && <p className={styles.calm}>{`and ${formatCount(more)} more`}</p>}
    </div>
  );
}

interface TotalProps {
  readonly title: string;
  readonly values: readonly [number, number];
  readonly format?: (value: number) => string;
}

function Total({ title, values: [before, after], format = formatCount }: TotalProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{format(before)}</td>
      <td aria-hidden>→</td>
      <td>{format(after)}</td>
      <td className={styles.change}>{changeText(before, after)}</td>
    </tr>
  );
}

/** +12 %, or × 3 where percents say little. */
function changeText(before: number, after: number): string {
  if (before === after) return '±0';
  if (before === 0) return '';
  const factor = after / before;
  if (factor >= 3) return `× ${Number(factor.toPrecision(2))}`;
  const percent = 100 * (factor - 1);
  const text = Math.abs(percent) < 0.1 ? '< 0.1' : Math.abs(percent) < 10 ? Math.abs(percent).toFixed(1) : Math.abs(percent).toFixed(0);
  return `${percent > 0 ? '+' : '−'}${text} %`;
}

function ShapeRow({ shape: { path, before, after } }: { readonly shape: ChangedShape }) {
  const order = useSession((state) => state.shapeOrder);
  return (
    <tr>
      <th scope="row">{path}</th>
      <td>{shapeText(before, order)}</td>
      <td aria-hidden>→</td>
      <td>{shapeText(after, order)}</td>
      <td />
    </tr>
  );
}
