import { useEffect, useState } from 'react';
import { LoomError } from '../../engine/core/diagnostic';
import { renameNode } from '../../engine/document/edits';
import type { NodeFacts } from '../network/facts';
import { editDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import styles from './inspector.module.css';

/** The name of a box, which is also the key of its tensors; it changes when the field is left. */
export function NodeName({ facts: { node } }: { readonly facts: NodeFacts }) {
  const [text, setText] = useState(node.name);
  const [error, setError] = useState<string>();
  useEffect(() => {
    setText(node.name);
    setError(undefined);
  }, [node.name]);

  const commit = (): void => {
    try {
      editDocument(`Rename ${node.name} to ${text.trim()}`, (document) => renameNode(document, useOpenGraph.getState().definition, node.id, text.trim()));
      setError(undefined);
    } catch (problem) {
      if (!(problem instanceof LoomError)) throw problem;
      setError(problem.message);
    }
  };
  return (
    <>
      <input
        className={styles.name}
        aria-label="Name"
        aria-invalid={error !== undefined}
        value={text}
        spellCheck={false}
        onChange={({ target }) => setText(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setText(node.name);
        }}
      />
      {error !== undefined && <p className={styles.error} role="alert">{error}</p>}
    </>
  );
}
