import { CircleAlert, Keyboard, Layers, PanelBottom, PanelRight, StickyNote, Table2 } from 'lucide-react';
import { addNote } from '../commands/add-note';
import { showProblems, showShortcuts, showSizeTable } from '../commands/go';
import { toggleDock, toggleInspector, togglePalette } from '../commands/view';
import { CommandButton } from '../design/command-button';
import { isPanelOpen, useSession } from '../store/session-store';
import styles from './rail.module.css';

export function Rail() {
  const isPalette = useSession((state) => isPanelOpen(state, 'palette'));
  const isInspector = useSession((state) => isPanelOpen(state, 'inspector'));
  const isDock = useSession((state) => isPanelOpen(state, 'dock'));
  const dockTab = useSession((state) => state.dockTab);
  return (
    <nav className={styles.rail} aria-label="Panels">
      <CommandButton command={togglePalette} icon={Layers} isPressed={isPalette} side="right" />
      <CommandButton command={showSizeTable} icon={Table2} isPressed={isDock && dockTab === 'size-table'} side="right" />
      <CommandButton command={showProblems} icon={CircleAlert} isPressed={isDock && dockTab === 'problems'} side="right" />
      <CommandButton command={addNote} icon={StickyNote} side="right" />
      <span className={styles.space} />
      <CommandButton command={toggleDock} icon={PanelBottom} isPressed={isDock} side="right" />
      <CommandButton command={toggleInspector} icon={PanelRight} isPressed={isInspector} side="right" />
      <CommandButton command={showShortcuts} icon={Keyboard} side="right" />
    </nav>
  );
}
