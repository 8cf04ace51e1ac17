import { renameNode } from '../../engine/document/edits';
import type { NodeFacts } from '../network/facts';
import { editDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { CommitField } from './commit-field';
import styles from './inspector.module.css';

/** The name of a box, which is also the key of its tensors; it changes when the field is left. */
export function NodeName({ facts: { node } }: { readonly facts: NodeFacts }) {
  const rename = (wanted: string): void => editDocument(`Rename ${node.name} to ${wanted}`, (document) => renameNode(document, useOpenGraph.getState().definition, node.id, wanted));
  return <CommitField className={styles.name} label="Name" value={node.name} onCommit={rename} />;
}
