/** One run of the list. */
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { RunSummary } from '../../../engine/shell/protocol/runs';
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { activeRun, isUnderWay, useRun } from '../../store/run-store';
import { whenText } from '../../start/when-text';
import { toggleCompared, useTrainingPanel } from '../panel-store';
import { describeRun, removeRun, resumeRun, showRun } from '../run-control';
import { lookAtRun, openNetworkOfRun } from './go-to-run';
import { resultText, runLine, STATE_TITLES } from './run-text';
import styles from './runs.module.css';

interface RunRowProps {
  readonly summary: RunSummary;
  readonly isShown: boolean;
  readonly isCompared: boolean;
}

async function fork(run: string): Promise<void> {
  if (await showRun(run)) useTrainingPanel.setState({ dialog: 'fork' });
}

async function prune(run: string): Promise<void> {
  if (await showRun(run)) useTrainingPanel.setState({ dialog: 'prune' });
}

export function RunRow({ summary, isShown, isCompared }: RunRowProps) {
  const { run, title, state, createdAt, note, epoch } = summary;
  const [editing, setEditing] = useState<'title' | 'note'>();
  const isBusy = useRun((all) => activeRun(all) !== undefined);
  return (
    <li className={classes(styles.run, isShown && styles.shown)}>
      <input type="checkbox" checked={isCompared || isShown} disabled={isShown} aria-label={`Compare ${title}`} onChange={() => toggleCompared(run)} />
      <div className={styles.about}>
        {editing === undefined ? (
          <button type="button" className={styles.title} onClick={() => void lookAtRun(run)}>
            {title}
            {isShown && <small>shown</small>}
          </button>
        ) : (
          <TextEdit label={editing === 'title' ? `New name of ${title}` : `Note on ${title}`} text={editing === 'title' ? title : (note ?? '')} onDone={(text) => { setEditing(undefined); if (text !== undefined) void describeRun(run, { [editing]: text }); }} />
        )}
        <span className={styles.line}>{runLine(summary)}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </div>
      <span className={styles.result}>{resultText(summary)}</span>
      <span className={styles.state} data-state={state}>{STATE_TITLES[state]}</span>
      <time className={styles.when} dateTime={createdAt}>{whenText(createdAt)}</time>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={controls.icon} aria-label={`More about ${title}`}>
          <Ellipsis size={16} aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={classes(controls.menu, styles.menu)} align="end" sideOffset={4} onCloseAutoFocus={(event) => editing !== undefined && event.preventDefault()}>
            <Item text="Show its curves" onSelect={() => void lookAtRun(run)} />
            <Item text="Open its network" onSelect={() => void openNetworkOfRun(run)} />
            {state === 'unfinished' && <Item text="Resume from its checkpoint" disabled={isBusy} onSelect={() => void resumeRun(run)} />}
            <Item text="Fork from a checkpoint…" disabled={isBusy} onSelect={() => void fork(run)} />
            <Item text="Prune its weights…" disabled={state === 'starting' || epoch === 0} onSelect={() => void prune(run)} />
            <DropdownMenu.Separator className={controls.divider} />
            <Item text="Rename" onSelect={() => setEditing('title')} />
            <Item text={note === undefined ? 'Add a note' : 'Change the note'} onSelect={() => setEditing('note')} />
            <DropdownMenu.Separator className={controls.divider} />
            <Item text="Delete" disabled={isUnderWay(state)} onSelect={() => void removeRun(summary)} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  );
}

function Item({ text, disabled = false, onSelect }: { readonly text: string; readonly disabled?: boolean; onSelect(): void }) {
  return (
    <DropdownMenu.Item className={controls.item} disabled={disabled} onSelect={onSelect}>
      {text}
    </DropdownMenu.Item>
  );
}

/** Enter keeps, Escape does not. */
function TextEdit({ label, text, onDone }: { readonly label: string; readonly text: string; onDone(text: string | undefined): void }) {
  return (
    <input
      className={styles.edit}
      aria-label={label}
      defaultValue={text}
      maxLength={120}
      autoFocus
      onFocus={({ target }) => target.select()}
      onBlur={({ target }) => onDone(target.value === text ? undefined : target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone(undefined);
      }}
    />
  );
}
