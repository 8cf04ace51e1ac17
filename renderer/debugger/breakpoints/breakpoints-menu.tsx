/** All breakpoints, and those that wait for numbers. */
import { CircleDot, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useEffect, useId, useState } from 'react';
import { removeBreakpoints } from '../../commands/debugger';
import { CommandButton } from '../../design/command-button';
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { Tip } from '../../design/tip';
import { Toggle } from '../../design/toggle';
import { countBreakpoints, toggleBreakpoint, useBreakpoints } from './breakpoints-store';
import styles from './breakpoints.module.css';

export function BreakpointsMenu() {
  const count = useBreakpoints(countBreakpoints);
  return (
    <Popover.Root>
      <Tip text="Breakpoints" side="top">
        <Popover.Trigger className={classes(controls.icon, count > 0 && styles.armed)} aria-label={count === 0 ? 'Breakpoints' : `Breakpoints: ${count}`}>
          <CircleDot size={16} strokeWidth={1.8} aria-hidden />
        </Popover.Trigger>
      </Tip>
      <Popover.Portal>
        <Popover.Content className={styles.popover} side="top" align="end" sideOffset={6} collisionPadding={12} aria-label="Breakpoints">
          <BrokenSwitch />
          <GradientLimit />
          <BoxList />
          {count > 0 && <CommandButton command={removeBreakpoints} label="Remove all breakpoints" />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function BrokenSwitch() {
  const atBroken = useBreakpoints((state) => state.atBroken);
  const id = useId();
  return (
    <label className={styles.line} htmlFor={id}>
      Stop where a NaN or infinity appears
      <Toggle id={id} checked={atBroken} onCheckedChange={(isOn) => useBreakpoints.setState({ atBroken: isOn })} />
    </label>
  );
}

/** Offered when it is first turned on. */
const USUAL_LIMIT = 10;

function GradientLimit() {
  const above = useBreakpoints((state) => state.gradientAbove);
  const [text, setText] = useState(String(above ?? USUAL_LIMIT));
  useEffect(() => {
    if (above !== undefined) setText((before) => (Number(before) === above ? before : String(above)));
  }, [above]);
  const isOn = above !== undefined;
  const isWrong = readLimit(text) === undefined;
  const id = useId();
  return (
    <div className={styles.line}>
      <label htmlFor={id}>Stop where a |gradient| is above</label>
      <input
        className={styles.limit}
        aria-label="Largest gradient"
        inputMode="decimal"
        value={text}
        aria-invalid={isWrong}
        title={isWrong ? 'This must be a number from 0.' : undefined}
        onChange={({ target }) => {
          setText(target.value);
          const limit = readLimit(target.value);
          if (isOn && limit !== undefined) useBreakpoints.setState({ gradientAbove: limit });
        }}
      />
      <Toggle id={id} checked={isOn} onCheckedChange={(wanted) => useBreakpoints.setState({ gradientAbove: wanted ? (readLimit(text) ?? USUAL_LIMIT) : undefined })} />
    </div>
  );
}

function readLimit(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function BoxList() {
  const boxes = useBreakpoints((state) => state.boxes);
  if (boxes.size === 0) return <p className={styles.hint}>To stop at a box, press the place beside its name in the list of steps.</p>;
  return (
    <ul className={styles.boxes} aria-label="Boxes">
      {[...boxes].map((path) => (
        <li key={path} className={styles.line}>
          <code>{path}</code>
          <button type="button" className={controls.icon} aria-label={`Remove the breakpoint at ${path}`} onClick={() => toggleBreakpoint(path)}>
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
