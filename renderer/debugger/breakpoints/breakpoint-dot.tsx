/** The place beside a box in the list where a breakpoint is put. */
import { toggleBreakpoint, useBreakpoints } from './breakpoints-store';
import styles from './breakpoints.module.css';

export function BreakpointDot({ path }: { readonly path: string }) {
  const isOn = useBreakpoints(({ boxes }) => boxes.has(path));
  if (path === '') return <span />;
  return (
    <button type="button" className={styles.gutter} aria-label={`Breakpoint at ${path}`} aria-pressed={isOn} title={isOn ? 'Remove the breakpoint' : 'Stop here when running'} onClick={() => toggleBreakpoint(path)}>
      <span className={styles.dot} />
    </button>
  );
}
