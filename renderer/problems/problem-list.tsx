/** Everything that keeps the network from training, each with its box. */
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { ReactNode } from 'react';
import { goToBox } from '../commands/go';
import { bindingFixes } from '../data/binding-fixes';
import { showDataView } from '../data/data-session';
import controls from '../design/controls.module.css';
import { inScreenOrder } from '../network/text';
import { useBindingReport } from '../store/binding-store';
import { useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import styles from './problem-list.module.css';

const NONE: readonly Diagnostic[] = [];

export function ProblemList() {
  const problems = useDocument((state) => state.network.problems);
  const bindings = useBindingReport((state) => state.report?.problems) ?? NONE;
  const isEmpty = useDocument((state) => state.network.nodes.length === 0);
  if (problems.length + bindings.length === 0) {
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
      {bindings.map((problem) => (
        <ProblemRow key={`${problem.code} ${problem.message}`} problem={problem} fixes={<BindingFixes problem={problem} />} />
      ))}
    </ul>
  );
}

interface ProblemRowProps {
  readonly problem: Diagnostic;
  /** Remedies of one click. */
  readonly fixes?: ReactNode;
}

function ProblemRow({ problem: { node, message, remedy, severity }, fixes }: ProblemRowProps) {
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
      {fixes}
    </li>
  );
}

/** Where network and data do not go together. */
function BindingFixes({ problem }: { readonly problem: Diagnostic }) {
  const document = useDocument((state) => state.document);
  const summary = useData((state) => state.summary);
  const fixes = summary ? bindingFixes(problem, document, summary) : [];
  return (
    <div className={styles.fixes}>
      {fixes.map((fix) => (
        <button key={fix.title} type="button" className={controls.button} onClick={() => editDocument(fix.title, fix.apply)}>{fix.title}</button>
      ))}
      <button type="button" className={controls.button} onClick={() => showDataView('connect')}>Show the connections</button>
    </div>
  );
}
