/** Training in the header: on what it computes, and the buttons that steer it. */
import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { BackendName } from '../../engine/run/backend';
import { pauseOrContinue, stop, train } from '../commands/training';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { activeRun, useRun, type RunStoreState } from '../store/run-store';
import { machineChoice, useMachine } from './machine-choice';
import { BACKEND_TITLES, machineText } from './machine-text';
import styles from './run-controls.module.css';

export function RunControls() {
  const state = useRun((all) => activeRun(all)?.state);
  return (
    <span className={styles.controls}>
      {state !== undefined && <CommandButton key="stop" command={stop} label="Stop" />}
      {/* One button throughout, which keeps the keyboard while what it does changes. */}
      <CommandButton key="primary" command={state === undefined ? train : pauseOrContinue} label={state === undefined ? 'Train' : state === 'paused' ? 'Continue' : 'Pause'} isPrimary />
    </span>
  );
}

/** What computes now, or what would; where the engine is in trouble, that. */
export function MachineChip() {
  const machine = useMachine();
  const trouble = useRun(troubleOf);
  const active = useRun(activeRun);
  const { info } = machine;
  const choice = machineChoice(machine);
  if (trouble !== undefined) {
    return (
      <span className={styles.chip} role="status">
        <span className={classes(styles.dot, styles.bad)} />
        {trouble}
      </span>
    );
  }
  if (active) {
    return (
      <span className={styles.chip} title={`${active.title} trains on ${machineText(active)}`}>
        <span className={classes(styles.dot, active.state === 'running' && styles.busy)} />
        {machineText(active)}
      </span>
    );
  }
  const threads = [...new Set([1, 2, 4, 8, info?.usualThreads ?? 1, info?.processors ?? 1])].filter((count) => count <= (info?.processors ?? 1)).sort((a, b) => a - b);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.chip} aria-label={`Trains on ${machineText(choice)}; choose another`}>
        <span className={classes(styles.dot, styles.ready)} />
        {machineText(choice)}
        <ChevronDown size={13} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls.menu} align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup value={`${choice.backend} ${choice.threads}`}>
            {threads.map((count) => (
              <DropdownMenu.RadioItem key={count} className={controls.item} value={`cpu ${count}`} onSelect={() => useMachine.setState({ backend: 'cpu', threads: count })}>
                {machineText({ backend: 'cpu', threads: count })}
              </DropdownMenu.RadioItem>
            ))}
            {(info?.backends ?? []).filter((name): name is Exclude<BackendName, 'cpu'> => name !== 'cpu').map((name) => (
              <DropdownMenu.RadioItem key={name} className={controls.item} value={`${name} ${choice.threads}`} onSelect={() => useMachine.setState({ backend: name })}>
                {BACKEND_TITLES[name]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function troubleOf({ engine }: RunStoreState): string | undefined {
  if (engine.state === 'restarting') return 'Engine stopped, starting again';
  return engine.state === 'gone' ? 'Engine stopped' : undefined;
}
