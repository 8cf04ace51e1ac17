/** What a network that came trained has learned from, beside its picture: whoever shows it other things must know. */
import { FolderOpen } from 'lucide-react';
import { open } from '../../commands/files';
import { CommandButton } from '../../design/command-button';
import { useDocument } from '../../store/document-store';
import { useLive } from '../live-store';
import styles from './live-panel.module.css';

/** Nothing once it has been trained here. */
export function SeenNote() {
  const description = useDocument((state) => state.document.description);
  const isAsItCame = useLive((state) => state.origin?.kind === 'given');
  if (description === undefined || !isAsItCame) return null;
  return (
    <div className={styles.seen}>
      <p>{description}</p>
      <CommandButton command={open} icon={FolderOpen} label="Open your model…" />
    </div>
  );
}
