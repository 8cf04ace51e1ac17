import { CircleAlert, Keyboard, Layers, PanelBottom, PanelRight, StickyNote, Table2 } from 'lucide-react';
import { addNote } from '../commands/add-note';
import { showProblems, showShortcuts, showSizeTable } from '../commands/go';
import { toggleDock, toggleInspector, togglePalette } from '../commands/view';
import { CommandButton } from '../design/command-button';
import { useSession } from '../store/session-store';
import styles from './rail.module.css';

export function Rail() {
  const panels = useSession((state) => state.panels);
  const dockTab = useSession((state) => state.dockTab);
  return (
    <nav className={styles.rail} aria-label="Panels">
      <CommandButton command={togglePalette} icon={Layers} isPressed={panels.palette} side="right" />
      <CommandButton command={showSizeTable} icon={Table2} isPressed={panels.dock && dockTab === 'size-table'} side="right" />
      <CommandButton command={showProblems} icon={CircleAlert} isPressed={panels.dock && dockTab === 'problems'} side="right" />
      <CommandButton command={addNote} icon={StickyNote} side="right" />
      <span className={styles.space} />
      <CommandButton command={toggleDock} icon={PanelBottom} isPressed={panels.dock} side="right" />
      <CommandButton command={toggleInspector} icon={PanelRight} isPressed={panels.inspector} side="right" />
      <CommandButton command={showShortcuts} icon={Keyboard} side="right" />
    </nav>
  );
}
