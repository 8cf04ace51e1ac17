/** Whose weights leave: those of a run, or those on the canvas. */
import { useState } from 'react';
import type { RunSummary } from '../../engine/shell/protocol/runs';
import { useRun } from '../store/run-store';
import styles from './export-dialog.module.css';

export type ExportSource = { readonly kind: 'run'; readonly run: string; readonly title: string; readonly hint: string } | { readonly kind: 'canvas'; readonly title: string; readonly hint: string };

const CANVAS: ExportSource = { kind: 'canvas', title: 'The network on the canvas', hint: 'With its own weights where it has some, else as it would begin to train' };
/** More are reached through the list of runs. */
const FEW = 4;

function source({ run, title, state, epoch, epochs, accuracy }: RunSummary): ExportSource {
  const how = state === 'done' ? 'trained' : `${epoch} of ${epochs} epochs`;
  return { kind: 'run', run, title, hint: accuracy === undefined ? how : `${how}, accuracy ${(100 * accuracy).toFixed(1)} %` };
}

export function useSources() {
  const shown = useRun((state) => state.run);
  const list = useRun((state) => state.list);
  const [choice, choose] = useState<ExportSource>();
  const others = list.filter(({ run, epoch }) => run !== shown?.run && epoch > 0).slice(0, FEW);
  const sources = [...[...(shown ? [shown] : []), ...others].map(source), CANVAS];
  const isSame = (one: ExportSource) => (choice?.kind === 'run' ? one.kind === 'run' && one.run === choice.run : one.kind === choice?.kind);
  return { sources, chosen: sources.find(isSame) ?? sources[0]!, choose };
}

interface SourceChoiceProps {
  readonly sources: readonly ExportSource[];
  readonly chosen: ExportSource;
  onChoose(source: ExportSource): void;
}

export function SourceChoice({ sources, chosen, onChoose }: SourceChoiceProps) {
  return (
    <fieldset className={styles.choices}>
      <legend>Weights</legend>
      {sources.map((one) => (
        <label key={one.kind === 'run' ? one.run : 'canvas'} className={styles.choice}>
          <input type="radio" name="export-source" checked={one === chosen} onChange={() => onChoose(one)} />
          {one.title}
          <small>{one.hint}</small>
        </label>
      ))}
    </fieldset>
  );
}
