import { ChartLine, CircleAlert, Code, Images, Keyboard, Layers, PanelBottom, PanelRight, ScanEye, StickyNote, Table2, Video, type LucideIcon } from 'lucide-react';
import { addNote } from '../commands/add-note';
import type { Command } from '../commands/command';
import { showCode, showData, showPredict, showProblems, showShortcuts, showSizeTable, showTraining } from '../commands/go';
import { showLivePanel } from '../commands/live';
import { toggleDock, toggleInspector, togglePalette } from '../commands/view';
import { CommandButton } from '../design/command-button';
import { isPanelOpen, useSession, type DockTab } from '../store/session-store';
import styles from './rail.module.css';

/** The panels below, each by its command. */
const DOCK_PANELS: readonly { readonly tab: DockTab; readonly command: Command; readonly icon: LucideIcon }[] = [
  { tab: 'data', command: showData, icon: Images },
  { tab: 'training', command: showTraining, icon: ChartLine },
  { tab: 'size-table', command: showSizeTable, icon: Table2 },
  { tab: 'code', command: showCode, icon: Code },
  { tab: 'predict', command: showPredict, icon: ScanEye },
  { tab: 'live', command: showLivePanel, icon: Video },
  { tab: 'problems', command: showProblems, icon: CircleAlert },
];

export function Rail() {
  const isPalette = useSession((state) => isPanelOpen(state, 'palette'));
  const isInspector = useSession((state) => isPanelOpen(state, 'inspector'));
  const isDock = useSession((state) => isPanelOpen(state, 'dock'));
  const dockTab = useSession((state) => state.dockTab);
  return (
    <nav className={styles.rail} aria-label="Panels">
      <CommandButton command={togglePalette} icon={Layers} isPressed={isPalette} side="right" />
      {DOCK_PANELS.map(({ tab, command, icon }) => (
        <CommandButton key={tab} command={command} icon={icon} isPressed={isDock && dockTab === tab} side="right" />
      ))}
      <CommandButton command={addNote} icon={StickyNote} side="right" />
      <span className={styles.space} />
      <CommandButton command={toggleDock} icon={PanelBottom} isPressed={isDock} side="right" />
      <CommandButton command={toggleInspector} icon={PanelRight} isPressed={isInspector} side="right" />
      <CommandButton command={showShortcuts} icon={Keyboard} side="right" />
    </nav>
  );
}
