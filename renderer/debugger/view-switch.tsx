/** Values as numbers; unit by unit where the network is a small dense one; cell by cell where a box has windows. */
import { useMemo } from 'react';
import { readUnits } from '../../engine/explain/dense/unit-network';
import controls from '../design/controls.module.css';
import { useDocument } from '../store/document-store';
import { currentOrigin, currentStop, useDebugger, type DebuggerView } from './debugger-store';
import { useWatches } from './watches/watches-store';

/** What the network and the current box can be shown as. */
export function useViews(): readonly DebuggerView[] {
  const network = useDocument((state) => state.network);
  const origin = useDebugger(currentOrigin);
  const isUpdate = useDebugger((state) => state.trace?.steps[currentStop(state)?.step ?? -1]?.phase === 'update');
  return useMemo(() => {
    const isSmallDense = !('problem' in readUnits(network));
    const hasWindow = network.nodes.some(({ flat, sizes }) => flat.path === origin && sizes?.window !== undefined);
    return ['values', ...(isSmallDense ? (['neurons'] as const) : []), ...(hasWindow ? (['cells'] as const) : []), ...(isUpdate ? (['optimizers'] as const) : []), 'watches'];
  }, [network, origin, isUpdate]);
}

const TITLES: Readonly<Record<DebuggerView, string>> = { values: 'Values', neurons: 'Neurons', cells: 'Cells', watches: 'Watches', optimizers: 'Optimizers' };

export function ViewSwitch() {
  const view = useDebugger((state) => state.view);
  const views = useViews();
  const watched = useWatches(({ watches }) => watches.length);
  return (
    <div className={controls.segments} role="group" aria-label="How values are laid out">
      {views.map((one) => (
        <button key={one} type="button" className={controls.segment} aria-pressed={view === one || (one === 'values' && !views.includes(view))} onClick={() => useDebugger.setState({ view: one, element: undefined })}>{one === 'watches' && watched > 0 ? `${TITLES[one]} ${watched}` : TITLES[one]}</button>
      ))}
    </div>
  );
}
