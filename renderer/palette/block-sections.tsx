/** Blocks in the palette, below the layers: those of this network, the person's own, and those that are always there. */
import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { addBlockNext } from '../commands/add-block';
import { forgetBlock } from '../commands/blocks';
import controls from '../design/controls.module.css';
import { Swatch } from '../design/swatch';
import { Tip } from '../design/tip';
import { documentSources, LIBRARY_SOURCES, savedSources, type BlockSource } from '../network/block-source';
import { useShell } from '../shell/shell-store';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { BLOCK_DRAG_TYPE } from './drag-type';
import styles from './palette.module.css';

interface BlockSectionsProps {
  /** What is searched for; empty shows all. */
  readonly words: string;
  /** Whether the search has found nothing else. */
  readonly isAlone: boolean;
}

export function BlockSections({ words, isAlone }: BlockSectionsProps) {
  const document = useDocument((state) => state.document);
  const place = useOpenGraph((state) => state.definition);
  const saved = useShell((state) => state.savedBlocks);
  // Boxes that move change the document, but not its blocks.
  const { definitions } = document;
  const own = useMemo(() => documentSources(definitions, place), [definitions, place]);
  const kept = useMemo(() => savedSources(saved), [saved]);
  const sections = [
    { title: 'Blocks of this network', sources: find(own, 'Blocks of this network', words), canForget: false },
    { title: 'Your blocks', sources: find(kept, 'Your blocks', words), canForget: true },
    { title: 'Blocks', sources: find(LIBRARY_SOURCES, 'Blocks', words), canForget: false },
  ].filter(({ sources }) => sources.length > 0);
  if (sections.length === 0 && isAlone) return <p className={styles.empty}>No layer or block is called that.</p>;
  return sections.map((section) => <Section key={section.title} {...section} />);
}

/** The blocks in whose section, name or description every word stands. */
function find(sources: readonly BlockSource[], title: string, words: string): readonly BlockSource[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return sources.filter(({ name, description }) => wanted.every((word) => `${title} ${name} ${description}`.toLowerCase().includes(word)));
}

interface SectionProps {
  readonly title: string;
  readonly sources: readonly BlockSource[];
  readonly canForget: boolean;
}

function Section({ title, sources, canForget }: SectionProps) {
  return (
    <div role="group" aria-label={title}>
      <h3 className={styles.category}>{title}</h3>
      {sources.map((source) => (
        <div key={source.key} className={styles.blockRow}>
          <BlockItem source={source} />
          {canForget && (
            <Tip text="Remove from your library. Networks that use it keep it." side="right">
              <button type="button" className={`${controls.icon} ${styles.forget}`} aria-label={`Remove ${source.name} from your library`} onClick={() => void forgetBlock(source.key.slice('saved:'.length))}>
                <Trash2 size={13} aria-hidden />
              </button>
            </Tip>
          )}
        </div>
      ))}
    </div>
  );
}

function BlockItem({ source: { key, name, description } }: { readonly source: BlockSource }) {
  const item = (
    <button
      type="button"
      className={styles.item}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(BLOCK_DRAG_TYPE, key);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onDoubleClick={() => addBlockNext(key)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        addBlockNext(key);
      }}
    >
      <Swatch kind="block" />
      <span className={styles.blockName}>{name}</span>
    </button>
  );
  return description === '' ? item : <Tip text={description} side="right">{item}</Tip>;
}
