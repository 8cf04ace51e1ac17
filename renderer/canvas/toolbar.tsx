import { BoxSelect, Group, Hand, Maximize, Plus, Redo2, Undo2, Workflow, ZoomIn, ZoomOut } from 'lucide-react';
import { arrangeCommands } from '../commands/arrange';
import { group } from '../commands/blocks';
import { redo, undo } from '../commands/history';
import { quickAdd } from '../commands/quick-add';
import { fit, panTool, selectTool, zoomIn, zoomOut } from '../commands/view';
import { CommandButton } from '../design/command-button';
import { useDocument } from '../store/document-store';
import { redoLabel, undoLabel } from '../store/history';
import { useSession } from '../store/session-store';
import styles from './toolbar.module.css';

export function Toolbar() {
  const tool = useSession((state) => state.tool);
  const history = useDocument((state) => state.history);
  const undoes = undoLabel(history);
  const redoes = redoLabel(history);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Canvas">
      <CommandButton command={panTool} icon={Hand} isPressed={tool === 'pan'} />
      <CommandButton command={selectTool} icon={BoxSelect} isPressed={tool === 'select'} />
      <span className={styles.divider} />
      <CommandButton command={quickAdd} icon={Plus} />
      <CommandButton command={group} icon={Group} />
      <CommandButton command={arrangeCommands[0]!} icon={Workflow} />
      <span className={styles.divider} />
      <CommandButton command={undo} icon={Undo2} tip={undoes === undefined ? 'Undo' : `Undo: ${undoes}`} />
      <CommandButton command={redo} icon={Redo2} tip={redoes === undefined ? 'Redo' : `Redo: ${redoes}`} />
      <span className={styles.divider} />
      <CommandButton command={zoomOut} icon={ZoomOut} />
      <CommandButton command={fit} icon={Maximize} />
      <CommandButton command={zoomIn} icon={ZoomIn} />
    </div>
  );
}
