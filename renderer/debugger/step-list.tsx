/** The boxes in the order in which the step goes through them, phase by phase, and the values of the current one. */
import { useEffect, useRef, type ReactNode } from 'react';
import { classes } from '../design/classes';
import type { ListedValue } from '../../engine/run/trace-listing';
import { axesText } from './number-layout';
import { goToStep, useDebugger } from './debugger-store';
import { PHASES, type StepValues } from './stops';
import { BreakpointDot } from './breakpoints/breakpoint-dot';
import styles from './debugger.module.css';

export function StepList() {
  const trace = useDebugger((state) => state.trace);
  const step = useDebugger((state) => state.stops[state.at]?.step);
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => void current.current?.scrollIntoView({ block: 'nearest' }), [step]);
  const steps = trace?.steps ?? [];
  return (
    <nav className={styles.steps} aria-label="Steps">
      {PHASES.map(({ phase, title }) => {
        const own = steps.flatMap((one, index) => (one.phase === phase ? [{ index, origin: one.origin }] : []));
        if (own.length === 0) return null;
        return (
          <section key={phase} aria-labelledby={`phase-${phase}`}>
            <h3 id={`phase-${phase}`} className={styles.phase}>{title}</h3>
            <ol>
              {own.map(({ index, origin }) => (
                <li key={index} className={styles.stepLine}>
                  <BreakpointDot path={origin} />
                  <button ref={index === step ? current : undefined} type="button" className={classes(styles.step, index === step && styles.current)} aria-current={index === step ? 'step' : undefined} onClick={() => goToStep(index)}>
                    {origin === '' ? 'whole network' : origin}
                  </button>
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </nav>
  );
}

interface ValueListProps {
  readonly values: StepValues;
  readonly find: (name: string) => ListedValue | undefined;
  readonly chosen: string | undefined;
  onChoose(name: string): void;
  /** Stands above. */
  readonly children?: ReactNode;
}

export function ValueList({ values: { inputs, outputs }, find, chosen, onChoose, children }: ValueListProps) {
  return (
    <div className={styles.values}>
      {children}
      <ValueGroup title="Comes out" names={outputs} find={find} chosen={chosen} onChoose={onChoose} />
      <ValueGroup title="Goes in" names={inputs} find={find} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}

function ValueGroup({ title, names, find, chosen, onChoose }: Omit<ValueListProps, 'values' | 'children'> & { readonly title: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.phase}>{title}</h3>
      <ul>
        {names.map((name) => {
          const value = find(name);
          return (
            <li key={name}>
              <button type="button" className={classes(styles.valueName, name === chosen && styles.current)} aria-pressed={name === chosen} onClick={() => onChoose(name)}>
                <span>{name}</span>
                {value && <small>{axesText(value.shape, value.axes)}</small>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
