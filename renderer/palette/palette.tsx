/** Every layer by category: to drag onto the canvas, or to add with a double click or Enter. */
import { Search, X } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Category } from '../../engine/layers/define-layer';
import { findLayer, LAYER_TYPES } from '../../engine/layers/index';
import { addLayerCommands, addLayerNext } from '../commands/add-layer';
import { runCommand } from '../commands/run-command';
import { keysOf } from '../commands/shortcuts';
import controls from '../design/controls.module.css';
import { Keys } from '../design/keys';
import { Swatch } from '../design/swatch';
import { Tip } from '../design/tip';
import { CATEGORY_TITLES, kindOf } from '../network/kind';
import { useSession } from '../store/session-store';
import { BlockSections } from './block-sections';
import { LAYER_DRAG_TYPE } from './drag-type';
import { findSources, LiveSection } from './live-section';
import styles from './palette.module.css';

interface Section {
  readonly category: Category;
  readonly types: readonly string[];
}

/** The layers in whose name, category or summary every word stands. */
function find(words: string): readonly Section[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = LAYER_TYPES.filter((type) => {
    const { title, category, summary } = findLayer(type)!;
    const text = `${type} ${title} ${CATEGORY_TITLES[category]} ${summary}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const categories = [...new Set(matches.map((type) => findLayer(type)!.category))];
  return categories.map((category) => ({ category, types: matches.filter((type) => findLayer(type)!.category === category) }));
}

export function Palette() {
  const [words, setWords] = useState('');
  const sections = useMemo(() => find(words), [words]);
  const sources = useMemo(() => findSources(words), [words]);
  const list = useRef<HTMLDivElement>(null);

  /** Arrow keys go through the list, from the search field and back. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const items = [...list.current!.querySelectorAll<HTMLElement>('button')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = items[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <section className={styles.palette} aria-label="Layers" data-place="palette" tabIndex={-1} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h2>Layers</h2>
        <span className={styles.count}>{LAYER_TYPES.length}</span>
      </header>
      <div className={styles.searchRow}>
        <label className={controls.search}>
          <Search size={13} aria-hidden />
          <input
            aria-label="Search layers"
            placeholder="Search layers"
            value={words}
            onChange={({ target }) => setWords(target.value)}
            onKeyDown={(event) => {
              const first = sections[0]?.types[0];
              if (event.key === 'Enter' && words !== '') {
                if (first) addLayerNext(first);
                else if (sources[0]) runCommand(sources[0].command);
              }
              if (event.key === 'Escape') setWords('');
            }}
          />
          {words !== '' && (
            <button type="button" aria-label="Clear the search" onClick={() => setWords('')}>
              <X size={13} aria-hidden />
            </button>
          )}
        </label>
      </div>
      <div ref={list} className={styles.list}>
        {sections.map(({ category, types }) => (
          <div key={category} role="group" aria-label={CATEGORY_TITLES[category]}>
            <h3 className={styles.category}>{CATEGORY_TITLES[category]}</h3>
            {types.map((type) => (
              <PaletteItem key={type} type={type} />
            ))}
          </div>
        ))}
        <LiveSection sources={sources} />
        <BlockSections words={words} isAlone={sections.length === 0 && sources.length === 0} />
      </div>
    </section>
  );
}

const COMMAND_OF = new Map(addLayerCommands.map((command) => [command.id, command]));

function PaletteItem({ type }: { readonly type: string }) {
  const { title, summary } = findLayer(type)!;
  const keys = useSession((state) => keysOf(COMMAND_OF.get(`add-layer:${type}`)!, state.shortcuts)[0]);
  return (
    <Tip text={summary} side="right">
      <button
        type="button"
        className={styles.item}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(LAYER_DRAG_TYPE, type);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onDoubleClick={() => addLayerNext(type)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          addLayerNext(type);
        }}
      >
        <Swatch kind={kindOf(type)} />
        <span>{title}</span>
        {keys !== undefined && <Keys keys={keys} />}
      </button>
    </Tip>
  );
}
