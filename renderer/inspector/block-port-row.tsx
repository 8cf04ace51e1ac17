/** One port of the open block. */
import { X } from 'lucide-react';
import { removePort, renamePort, setPortKind, type PortSide } from '../../engine/document/block-interface';
import type { BlockDefinition, BlockPort, PortKind } from '../../engine/document/model';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { editDocument } from '../store/document-store';
import { CommitField } from './commit-field';
import styles from './block-inspector.module.css';

const KINDS: Readonly<Record<PortKind, string>> = { any: 'anything', vector: 'numbers', sequence: 'sequence', image: 'picture' };

interface BlockPortRowProps {
  readonly block: BlockDefinition;
  readonly side: PortSide;
  readonly port: BlockPort;
}

export function BlockPortRow({ block: { id, name: block }, side, port: { name, kind } }: BlockPortRowProps) {
  return (
    <li className={styles.row}>
      <CommitField className={styles.text} label={`Name of the port ${name}`} value={name} onCommit={(wanted) => editDocument(`Rename the port ${name} of ${block}`, (document) => renamePort(document, id, side, name, wanted))} />
      <select
        className={controls.select}
        aria-label={`What ${name} takes`}
        value={kind}
        onChange={({ target }) => editDocument(`Set what ${name} of ${block} takes`, (document) => setPortKind(document, id, side, name, target.value as PortKind))}
      >
        {Object.entries(KINDS).map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
      <Tip text="Remove it and its wires" side="left">
        <button type="button" className={controls.icon} aria-label={`Remove the port ${name}`} onClick={() => editDocument(`Remove the port ${name} of ${block}`, (document) => removePort(document, id, side, name))}>
          <X size={14} aria-hidden />
        </button>
      </Tip>
    </li>
  );
}
