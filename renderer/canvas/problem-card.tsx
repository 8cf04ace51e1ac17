/** The sentence beside a box that is wrong, with its remedies. */
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { NodeFacts } from '../network/facts';
import { findFixes } from '../network/fixes';
import { inScreenOrder } from '../network/text';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import styles from './problem-card.module.css';

/** “dense1” (Dense) needs …: the name stands in front already. */
function withoutName(message: string): string {
  return message.replace(/^“[^”]+” (\([^)]*\) )?/, '');
}

export function ProblemCard({ facts, problem }: { readonly facts: NodeFacts; readonly problem: Diagnostic }) {
  const order = useSession((state) => state.shapeOrder);
  const { graph, facts: all } = useOpenGraph.getState();
  const fixes = findFixes({ problem, facts, graph, all });
  const inside = facts.node.block !== undefined;
  const more = facts.problems.length - 1;
  return (
    <div className={classes(styles.card, 'nodrag', 'nopan', 'nowheel', problem.code === 'missing-wire' && styles.calm)} role="note">
      <p>
        <strong>{inside ? `Inside ${facts.node.name}: ` : `${facts.node.name} `}</strong>
        {inScreenOrder(inside ? problem.message : withoutName(problem.message), order)}
      </p>
      {fixes.length === 0 && problem.remedy && <p className={styles.remedy}>{problem.remedy}</p>}
      {fixes.length > 0 && (
        <div className={styles.fixes}>
          {fixes.map((fix, index) => (
            <button key={fix.title} type="button" className={classes(controls.button, index === 0 && controls.primary)} onClick={() => editOpenGraph(fix.title, fix.apply)}>
              {fix.title}
            </button>
          ))}
        </div>
      )}
      {more > 0 && <p className={styles.remedy}>{more === 1 ? 'One more problem' : `${more} more problems`} at this box.</p>}
    </div>
  );
}
