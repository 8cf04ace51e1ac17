/** Everything that keeps the network from training, each with its box. */
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../engine/core/diagnostic';
import { goToBox } from '../commands/go';
import { inScreenOrder } from '../network/text';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import styles from './problem-list.module.css';

export function ProblemList() {
  const problems = useDocument((state) => state.network.problems);
  const isEmpty = useDocument((state) => state.network.nodes.length === 0);
  if (problems.length === 0) {
    return (
      <p className={styles.none}>
        {!isEmpty && <CircleCheck size={16} aria-hidden />}
        {isEmpty ? 'Problems of the network are listed here.' : 'No problems: every box gets what it needs.'}
      </p>
    );
  }
  return (
    <ul className={styles.list} aria-label="Problems">
      {problems.map((problem) => (
        <ProblemRow key={`${problem.code} ${problem.message}`} problem={problem} />
      ))}
    </ul>
  );
}

function ProblemRow({ problem: { node, message, remedy, severity } }: { readonly problem: Diagnostic }) {
  const order = useSession((state) => state.shapeOrder);
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
  const go = (): void => {
    const box = node === undefined ? undefined : useOpenGraph.getState().index.boxOf(node);
    if (box) goToBox(box.place, box.node);
  };
  return (
    <li>
      <button type="button" className={styles.row} onClick={go}>
        <Icon size={15} className={severity === 'error' ? styles.error : styles.warning} aria-label={severity === 'error' ? 'Error' : 'Warning'} />
        <span className={styles.box}>{node ?? 'network'}</span>
        <span>
          {inScreenOrder(message, order)} {remedy && <span className={styles.remedy}>{remedy}</span>}
        </span>
      </button>
    </li>
  );
}
