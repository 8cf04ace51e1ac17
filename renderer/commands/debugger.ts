/** Stepping through a network, number by number. */
import { goToStop, moveBy, setGrain, useDebugger } from '../debugger/debugger-store';
import { nextAtBox } from '../debugger/stops';
import { onlySelected, useOpenGraph } from '../store/open-graph-store';
import { showDock, useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';
import { enterPlace } from './go-place';

export const showDebugger: Command = {
  id: 'debugger',
  title: 'Debugger',
  group: 'Go',
  keys: ['Alt+7'],
  words: 'step numbers forward backward gradient update explain formula',
  unavailable: needsDocument,
  run: () => {
    showDock('debugger');
    enterPlace('dock');
  },
};

function needsTrace(): string | undefined {
  return needsDocument() ?? (useDebugger.getState().trace ? undefined : 'Open the Debugger first: there is no step yet.');
}

/** Keys of stepping open the panel where there is nothing to step through yet. */
function stepping(id: string, title: string, keys: string, words: string, run: () => void): Command {
  const go = (): void => {
    const { trace, isShown } = useDebugger.getState();
    if (!isShown) showDock('debugger');
    if (trace) run();
  };
  return { id, title, group: 'Run', keys: [keys], words: `debugger ${words}`, unavailable: needsDocument, run: go };
}

export const stepForward = stepping('debugger-forward', 'Step forward', 'F10', 'next layer op', () => moveBy(1));
export const stepBack = stepping('debugger-back', 'Step back', 'Shift+F10', 'previous layer op', () => moveBy(-1));
export const toStart = stepping('debugger-start', 'Step to the beginning', 'Shift+F9', 'first', () => goToStop(0));
export const toEnd = stepping('debugger-end', 'Run to the end of the step', 'F9', 'last finish update', () => goToStop(Math.max(0, useDebugger.getState().stops.length - 1)));

export const toSelectedBox: Command = {
  id: 'debugger-to-box',
  title: 'Run to the selected box',
  group: 'Run',
  keys: ['$mod+F10'],
  words: 'debugger breakpoint until',
  unavailable: () => needsTrace() ?? (pathOfSelected() === undefined ? 'Select one box first.' : stopAtSelected() === undefined ? 'No number of this step belongs to that box.' : undefined),
  run: () => goToStop(stopAtSelected()!),
};

function pathOfSelected(): string | undefined {
  const { facts, place, index } = useOpenGraph.getState();
  const box = onlySelected(useSession.getState().selection, facts);
  if (!box) return undefined;
  const key = [...place, box.node.id].join('/');
  return index.inferred(place, box.node.id)?.flat.path ?? index.network.graph.blocks.find(({ instancePath }) => instancePath.join('/') === key)?.path;
}

function stopAtSelected(): number | undefined {
  const { trace, stops, at } = useDebugger.getState();
  const path = pathOfSelected();
  return trace && path !== undefined ? nextAtBox(trace, stops, at, path) : undefined;
}

export const changeGrain: Command = {
  id: 'debugger-grain',
  title: 'Step by layers or by ops',
  group: 'Run',
  words: 'debugger fine coarse',
  unavailable: needsTrace,
  run: () => setGrain(useDebugger.getState().grain === 'layer' ? 'op' : 'layer'),
};

export const debuggerCommands: readonly Command[] = [showDebugger, stepForward, stepBack, toSelectedBox, toEnd, toStart, changeGrain];
