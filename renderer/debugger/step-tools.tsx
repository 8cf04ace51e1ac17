/** Going through the step: in the line of the dock's tabs. */
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight, Crosshair } from 'lucide-react';
import { stepBack, stepForward, toEnd, toSelectedBox, toStart } from '../commands/debugger';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { BreakpointsMenu } from './breakpoints/breakpoints-menu';
import { setGrain, useDebugger } from './debugger-store';
import styles from './debugger.module.css';

export function StepTools() {
  const mode = useDebugger((state) => state.mode);
  const grain = useDebugger((state) => state.grain);
  const at = useDebugger((state) => state.at);
  const stops = useDebugger((state) => state.stops);
  const steps = useDebugger((state) => state.trace?.steps.length ?? 0);
  const place = grain === 'op' ? `${at + 1} of ${stops.length}` : `${(stops[at]?.step ?? 0) + 1} of ${steps}`;
  return (
    <div className={controls.dockTools} data-dock-tools>
      <div className={controls.segments} role="group" aria-label="What is stepped through">
        <button type="button" className={controls.segment} aria-pressed={mode === 'train'} onClick={() => useDebugger.setState({ mode: 'train' })}>Training step</button>
        <button type="button" className={controls.segment} aria-pressed={mode === 'test'} onClick={() => useDebugger.setState({ mode: 'test' })}>In use</button>
      </div>
      <div className={controls.segments} role="group" aria-label="How far a step goes">
        <button type="button" className={controls.segment} aria-pressed={grain === 'layer'} onClick={() => setGrain('layer')}>By layer</button>
        <button type="button" className={controls.segment} aria-pressed={grain === 'op'} onClick={() => setGrain('op')}>By op</button>
      </div>
      <div className={styles.moves}>
        <CommandButton command={toStart} icon={ChevronsLeft} side="top" />
        <CommandButton command={stepBack} icon={ChevronLeft} side="top" />
        <span className={styles.stepCount} role="status" aria-label={`Step ${place}`}>{stops.length > 0 ? place : ''}</span>
        <CommandButton command={stepForward} icon={ChevronRight} side="top" />
        <CommandButton command={toEnd} icon={ChevronsRight} side="top" />
        <CommandButton command={toSelectedBox} icon={Crosshair} side="top" />
        <BreakpointsMenu />
      </div>
    </div>
  );
}
