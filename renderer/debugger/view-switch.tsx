/** Values as numbers, or the network unit by unit where it is a small dense one. */
import { useMemo } from 'react';
import { readUnits } from '../../engine/explain/dense/unit-network';
import controls from '../design/controls.module.css';
import { useDocument } from '../store/document-store';
import { useDebugger } from './debugger-store';

export function ViewSwitch() {
  const view = useDebugger((state) => state.view);
  const network = useDocument((state) => state.network);
  const isSmallDense = useMemo(() => !('problem' in readUnits(network)), [network]);
  if (!isSmallDense) return null;
  return (
    <div className={controls.segments} role="group" aria-label="How values are laid out">
      <button type="button" className={controls.segment} aria-pressed={view === 'values'} onClick={() => useDebugger.setState({ view: 'values', element: undefined })}>Values</button>
      <button type="button" className={controls.segment} aria-pressed={view === 'neurons'} onClick={() => useDebugger.setState({ view: 'neurons', element: undefined })}>Neurons</button>
    </div>
  );
}
