/** From the list of runs to one of them. What has been clicked since a run was asked for is not taken back when it comes. */
import { showDock } from '../../store/session-store';
import { showTrainingView, useTrainingPanel } from '../panel-store';
import { openRunDocument, showRun } from '../run-control';

/** Its curves. The panel turns to them at once, behind the list; the list closes when the run is there. */
export async function lookAtRun(run: string): Promise<void> {
  showDock('training');
  showTrainingView('progress');
  if (await showRun(run)) closeList();
}

/** Its network, as it was when it started. */
export async function openNetworkOfRun(run: string): Promise<void> {
  if (!(await showRun(run))) return;
  closeList();
  openRunDocument();
}

/** Another dialog may have taken its place by now. */
function closeList(): void {
  useTrainingPanel.setState(({ dialog }) => ({ dialog: dialog === 'runs' ? undefined : dialog }));
}
