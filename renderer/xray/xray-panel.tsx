/** The detection X-ray: what a head answers about one frame at every place, who gives way to whom, who answers for which object, and what it costs. */
import { useEffect } from 'react';
import { sentence } from '../../engine/core/diagnostic';
import { showData, showProblems } from '../commands/go';
import { CommandButton } from '../design/command-button';
import { inScreenOrder } from '../network/text';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { AssignmentView } from './assignment-view';
import { BoxesView } from './boxes-view';
import { CellsView } from './cells-view';
import { CompareView } from './compare/compare-view';
import { followXray } from './follow-xray';
import { FrameTools } from './frame-tools';
import { LossView } from './loss-view';
import type { ReadXray } from './read-xray';
import { Stage } from './stage';
import { ViewSwitch } from './view-switch';
import { useXray } from './xray-store';
import styles from './xray.module.css';

export function XrayPanel() {
  useEffect(() => followXray(), []);
  const read = useXray((state) => state.read);
  const view = useXray((state) => state.view);
  return (
    <div className={styles.panel}>
      <div className={styles.top}>
        <FrameTools />
        <ViewSwitch />
      </div>
      {view === 'compare' ? <CompareView /> : read ? <Frame read={read} /> : <Waiting />}
    </div>
  );
}

function Frame({ read }: { readonly read: ReadXray }) {
  const view = useXray((state) => state.view);
  return (
    <div className={styles.body}>
      <Stage read={read} label={STAGES[view]} />
      {view === 'cells' && <CellsView read={read} />}
      {view === 'boxes' && <BoxesView read={read} />}
      {view === 'assignment' && <AssignmentView read={read} />}
      {view === 'loss' && <LossView read={read} />}
    </div>
  );
}

const STAGES = {
  cells: 'The frame with the places of the head',
  boxes: 'The frame with the boxes before and after suppression',
  assignment: 'The frame with its objects and who answers for them',
  loss: 'The frame with its objects and who answers for them',
  compare: 'The frame',
} as const;

/** Before the first answer, and where there can be none. */
function Waiting() {
  const problem = useXray((state) => (state.isAsking ? undefined : state.problem));
  const isReading = useData((state) => state.state === 'reading');
  const order = useSession((state) => state.shapeOrder);
  const errors = useDocument((state) => state.network.problems.some(({ severity }) => severity === 'error'));
  const hasData = useDocument((state) => state.document.data !== undefined);
  return (
    <div className={styles.empty}>
      <p role="status">{isReading ? 'Reading the data.' : problem ? inScreenOrder(sentence(problem), order) : 'Looking through the frame.'}</p>
      {problem && errors && <CommandButton command={showProblems} label="Show the problems" />}
      {problem && !errors && !hasData && <CommandButton command={showData} label="Choose data" />}
    </div>
  );
}
