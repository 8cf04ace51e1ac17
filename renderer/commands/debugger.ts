/** Stepping through a network, number by number. */
import { pathOfBox } from '../debugger/box-path';
import { clearBreakpoints, countBreakpoints, toggleBreakpoint, useBreakpoints } from '../debugger/breakpoints/breakpoints-store';
import { runOn } from '../debugger/breakpoints/run-on';
import { currentOrigin, currentStop, goToStop, moveBy, setGrain, useDebugger } from '../debugger/debugger-store';
import { nextAtBox } from '../debugger/stops';
import { toggleWatch, type Watch } from '../debugger/watches/watches-store';
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
export const toEnd = stepping('debugger-end', 'Run to the next breakpoint or the end of the step', 'F9', 'last finish update continue', () => void runOn());

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
  const box = onlySelected(useSession.getState().selection, useOpenGraph.getState().facts);
  return box && pathOfBox(box.node.id);
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

/** The selected box, or the one that is stepped through. */
function boxToStopAt(): string | undefined {
  return pathOfSelected() ?? (currentOrigin(useDebugger.getState()) || undefined);
}

export const breakpointAtBox: Command = {
  id: 'debugger-breakpoint',
  title: 'Breakpoint at the box',
  group: 'Run',
  keys: ['$mod+F9'],
  words: 'debugger stop toggle selected',
  unavailable: () => needsDocument() ?? (boxToStopAt() === undefined ? 'Select one box first.' : undefined),
  run: () => toggleBreakpoint(boxToStopAt()!),
};

export const breakAtBroken: Command = {
  id: 'debugger-break-nan',
  title: 'Stop where a NaN or infinity appears',
  group: 'Run',
  words: 'debugger breakpoint broken number overflow',
  unavailable: needsDocument,
  run: () => useBreakpoints.setState(({ atBroken }) => ({ atBroken: !atBroken })),
};

export const removeBreakpoints: Command = {
  id: 'debugger-no-breakpoints',
  title: 'Remove all breakpoints',
  group: 'Run',
  words: 'debugger clear',
  unavailable: () => (countBreakpoints(useBreakpoints.getState()) === 0 ? 'There are no breakpoints.' : undefined),
  run: clearBreakpoints,
};

/** The chosen number, or the value that was made last. */
function chosenWatch(): Watch | undefined {
  const state = useDebugger.getState();
  const value = state.value ?? currentStop(state)?.value;
  return state.element ?? (value === undefined ? undefined : { value });
}

export const watchChosen: Command = {
  id: 'debugger-watch',
  title: 'Watch the chosen number',
  group: 'Run',
  keys: ['$mod+F8'],
  words: 'debugger watch list keep an eye',
  unavailable: () => needsTrace() ?? (chosenWatch() ? undefined : 'Choose a number in the Debugger first.'),
  run: () => toggleWatch(chosenWatch()!),
};

export const showWatches: Command = {
  id: 'debugger-watches',
  title: 'Show what is watched',
  group: 'Run',
  words: 'debugger watch list history',
  unavailable: needsTrace,
  run: () => {
    showDock('debugger');
    useDebugger.setState({ view: 'watches' });
  },
};

export const debuggerCommands: readonly Command[] = [
  showDebugger,
  stepForward,
  stepBack,
  toSelectedBox,
  toEnd,
  toStart,
  changeGrain,
  breakpointAtBox,
  breakAtBroken,
  removeBreakpoints,
  watchChosen,
  showWatches,
];
