import { goToBox } from '../../commands/go';
import { useOpenGraph } from '../../store/open-graph-store';
import { showDock } from '../../store/session-store';
import { showTrainingView } from '../panel-store';
import { chooseLayer, useWatch } from './watch-store';

/** Shows the charts of a layer, and its box where the open network has it. */
export function goToLayer(path: string): void {
  selectLayer(path);
  showTrainingView('layers');
  showDock('training');
}

export function selectLayer(path: string): void {
  chooseLayer(path);
  // Without norms another network is open, whose boxes may have the same names.
  const box = useWatch.getState().norms.size > 0 ? useOpenGraph.getState().index.boxOf(path) : undefined;
  if (box) goToBox(box.place, box.node);
}
