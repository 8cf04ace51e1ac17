/** How busy the machine is, asked once a second for as long as this is shown and something trains. */
import { useEffect, useState } from 'react';
import type { MachineUsage } from '../../engine/shell/protocol/application';
import { Tip } from '../design/tip';
import { formatBytes } from '../network/text';
import { shell } from '../shell/connection';
import { isUnderWay, useRun } from '../store/run-store';
import styles from './hardware-meter.module.css';

const INTERVAL_MS = 1000;

export function HardwareMeter() {
  const isRunning = useRun((state) => isUnderWay(state.run?.state));
  const usage = useUsage(isRunning);
  if (!usage) return null;
  const { load, memoryBytes, totalMemoryBytes, engine, processors } = usage;
  const details = [
    `All ${processors} processors: ${percent(load)}. Memory of the machine: ${formatBytes(memoryBytes)} of ${formatBytes(totalMemoryBytes)}.`,
    engine && `The engine keeps ${engine.processors.toFixed(1)} processors busy and holds ${formatBytes(engine.memoryBytes)}.`,
  ];
  return (
    <Tip text={details.filter(Boolean).join(' ')}>
      <span className={styles.meter} tabIndex={0} role="img" aria-label={details.filter(Boolean).join(' ')}>
        <Bar name="CPU" share={load} text={percent(load)} />
        <Bar name="memory" share={memoryBytes / totalMemoryBytes} text={engine ? formatBytes(engine.memoryBytes) : percent(memoryBytes / totalMemoryBytes)} />
      </span>
    </Tip>
  );
}

function Bar({ name, share, text }: { readonly name: string; readonly share: number; readonly text: string }) {
  return (
    <span className={styles.item}>
      {name}
      <span className={styles.bar}>
        <span style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      <span className={styles.text}>{text}</span>
    </span>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function useUsage(isAsked: boolean): MachineUsage | undefined {
  const [usage, setUsage] = useState<MachineUsage>();
  useEffect(() => {
    if (!isAsked) return setUsage(undefined);
    const ask = (): void => {
      // A loss of the connection is shown by the connection itself.
      if (!document.hidden) shell()?.request('engine.usage', {}).then(setUsage, () => setUsage(undefined));
    };
    ask();
    const timer = setInterval(ask, INTERVAL_MS);
    return () => clearInterval(timer);
  }, [isAsked]);
  return usage;
}
