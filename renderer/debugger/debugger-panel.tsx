/** Stepping through a network: what is computed one after the other, every number, and how it comes about. */
import { useEffect, useMemo } from 'react';
import { readUnits } from '../../engine/explain/dense/unit-network';
import { sentence } from '../../engine/core/diagnostic';
import { showData, showProblems } from '../commands/go';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import { ExampleBar } from '../examples/example-bar';
import { inScreenOrder } from '../network/text';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { StopReason } from './breakpoints/stop-reason';
import { CellsBody } from './cells/cells-body';
import { useDebugger } from './debugger-store';
import { followTraces } from './follow-trace';
import { NeuronsBody } from './neurons/neurons-body';
import { OptimizersBody } from './optimizers/optimizers-body';
import { SampleLine } from './sample/sample-line';
import { StepList } from './step-list';
import { StepTools } from './step-tools';
import { ValuesBody } from './values-body';
import { useViews, ViewSwitch } from './view-switch';
import { WatchesBody } from './watches/watches-body';
import styles from './debugger.module.css';

export function DebuggerPanel() {
  useEffect(() => followTraces(), []);
  const trace = useDebugger((state) => state.trace);
  const problem = useDebugger((state) => state.problem);
  const errors = useDocument((state) => state.network.problems.some(({ severity }) => severity === 'error'));
  const order = useSession((state) => state.shapeOrder);
  const hasData = useDocument((state) => state.document.data !== undefined);
  return (
    <div className={styles.panel}>
      <StepTools />
      <div className={styles.top}>
        <SampleLine />
        <ViewSwitch />
        <StopReason />
        <ExampleBar />
      </div>
      {problem && trace && <p role="alert" className={styles.problemLine}>{inScreenOrder(sentence(problem), order)}</p>}
      {trace ? (
        <Stepping />
      ) : (
        <div className={styles.empty}>
          <p role="status">{problem ? inScreenOrder(sentence(problem), order) : 'Working out the numbers.'}</p>
          {problem && errors && <CommandButton command={showProblems} label="Show the problems" />}
          {problem && !errors && !hasData && <CommandButton command={showData} label="Choose data" />}
        </div>
      )}
    </div>
  );
}

function Stepping() {
  const trace = useDebugger((state) => state.trace)!;
  const wanted = useDebugger((state) => state.view);
  const network = useDocument((state) => state.network);
  const units = useMemo(() => readUnits(network), [network]);
  // What is wanted comes back with the next box that can be shown so.
  const view = useViews().includes(wanted) ? wanted : 'values';
  return (
    <div className={classes(styles.body, view !== 'values' && styles.wide)}>
      <StepList />
      {view === 'values' && <ValuesBody trace={trace} />}
      {view === 'neurons' && !('problem' in units) && <NeuronsBody trace={trace} units={units} />}
      {view === 'cells' && <CellsBody trace={trace} />}
      {view === 'optimizers' && <OptimizersBody trace={trace} />}
      {view === 'watches' && <WatchesBody trace={trace} />}
    </div>
  );
}
