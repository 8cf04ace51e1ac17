/** A note on the canvas: plain text, written in place. */
import { NodeResizeControl, type NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import type { Note } from '../../engine/document/model';
import { editOpenGraph } from '../store/open-graph-store';
import { classes } from '../design/classes';
import type { NoteFlowNode } from './flow-elements';
import styles from './note-node.module.css';

function changeNote(label: string, id: string, changes: Partial<Note>, gesture?: string): void {
  editOpenGraph(label, (graph) => ({ ...graph, notes: graph.notes.map((note) => (note.id === id ? { ...note, ...changes } : note)) }), gesture);
}

/** Writing is one step from the moment the field gets the keyboard until it loses it. */
let visits = 0;

export const NoteNode = memo(function NoteNode({ data: { note }, selected }: NodeProps<NoteFlowNode>) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (selected && note.text === '') field.current?.focus();
    // Only when it appears: clicking an empty note does this by itself.
  }, []);
  return (
    <div className={classes(styles.note, selected && styles.selected)}>
      <textarea
        ref={field}
        className={classes(styles.text, 'nowheel', selected && 'nodrag')}
        aria-label="Note"
        placeholder="Write a note"
        value={note.text}
        onFocus={() => visits++}
        onChange={({ target }) => changeNote('Write a note', note.id, { text: target.value }, `note ${note.id} ${visits}`)}
      />
      {selected && (
        <NodeResizeControl minWidth={100} minHeight={60} className={styles.grip} onResizeEnd={(_, { width, height }) => changeNote('Resize a note', note.id, { size: { width: Math.round(width), height: Math.round(height) } })} />
      )}
    </div>
  );
});
