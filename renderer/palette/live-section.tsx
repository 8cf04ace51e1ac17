/** Sources of pictures in the palette. One stands on the canvas with the overlay that its answers are drawn in, so it is added, not dragged. */
import type { KeyboardEvent } from 'react';
import type { LiveSourceKind } from '../../engine/document/model';
import { startCamera, startFolder, startScreen, startVideo } from '../commands/live';
import { runCommand } from '../commands/run-command';
import type { Command } from '../commands/command';
import { Swatch } from '../design/swatch';
import { Tip } from '../design/tip';
import { SOURCE_TITLES } from '../live/live-setup';
import styles from './palette.module.css';

interface SourceItem {
  readonly kind: LiveSourceKind;
  readonly command: Command;
}

const TITLE = 'See live';
const SOURCES: readonly SourceItem[] = [
  { kind: 'camera', command: startCamera },
  { kind: 'video', command: startVideo },
  { kind: 'folder', command: startFolder },
  { kind: 'screen', command: startScreen },
];

/** The sources in whose name, section or words every word stands. */
export function findSources(words: string): readonly SourceItem[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return SOURCES.filter(({ kind, command }) => wanted.every((word) => `${TITLE} ${SOURCE_TITLES[kind]} overlay ${command.words ?? ''}`.toLowerCase().includes(word)));
}

export function LiveSection({ sources }: { readonly sources: readonly SourceItem[] }) {
  if (sources.length === 0) return null;
  return (
    <div role="group" aria-label={TITLE}>
      <h3 className={styles.category}>{TITLE}</h3>
      {sources.map(({ kind, command }) => (
        <Tip key={kind} text={`${command.title}, and draw what it answers over the picture, in an overlay on the canvas`} side="right">
          <button
            type="button"
            className={styles.item}
            onDoubleClick={() => runCommand(command)}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              runCommand(command);
            }}
          >
            <Swatch kind="input" />
            <span>{SOURCE_TITLES[kind]}</span>
          </button>
        </Tip>
      ))}
    </div>
  );
}
