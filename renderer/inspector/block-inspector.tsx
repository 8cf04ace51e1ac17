/** What the open block shows to the outside: its name, its parameters, its ports. For every use of it at once. */
import { Plus } from 'lucide-react';
import { addParameter, addPort, describeBlock, freeParameterName, renameBlock, type PortSide } from '../../engine/document/block-interface';
import type { BlockDefinition } from '../../engine/document/model';
import controls from '../design/controls.module.css';
import { plural } from '../network/text';
import { editDocument, useDocument } from '../store/document-store';
import { BlockParameterRow } from './block-parameter-row';
import { BlockPortRow } from './block-port-row';
import { CommitField } from './commit-field';
import inspector from './inspector.module.css';
import styles from './block-inspector.module.css';

const PORTS: readonly { readonly side: PortSide; readonly title: string; readonly one: string }[] = [
  { side: 'inputs', title: 'Inputs', one: 'input' },
  { side: 'outputs', title: 'Outputs', one: 'output' },
];

export function BlockInspector({ block }: { readonly block: BlockDefinition }) {
  const { id, name, description = '', parameters } = block;
  const uses = useDocument(({ document }) => [document.graph, ...document.definitions.map(({ graph }) => graph)].reduce((sum, { nodes }) => sum + nodes.filter((node) => node.block?.definition === id).length, 0));
  return (
    <div className={inspector.inspector}>
      <header className={inspector.header}>
        <CommitField className={inspector.name} label="Name of the block" value={name} onCommit={(wanted) => editDocument(`Rename the block ${name} to ${wanted}`, (document) => renameBlock(document, id, wanted))} />
        <span className={inspector.kind}>block</span>
      </header>
      <p className={styles.hint}>{`Used ${uses === 1 ? 'once' : `${uses} times`}; a change here changes every use.`}</p>
      <div className={styles.section}>
        <CommitField className={styles.wide} label="Description" placeholder="What it is for" value={description} onCommit={(text) => editDocument(`Describe the block ${name}`, (document) => describeBlock(document, id, text))} />
      </div>
      <section className={inspector.section} aria-label="Parameters of the block">
        <h3>Parameters</h3>
        {parameters.length === 0 && <p className={styles.hint}>None. A field of a box inside can become one: write = and a name into it.</p>}
        <ul className={styles.rows}>
          {parameters.map((parameter) => <BlockParameterRow key={parameter.name} block={block} parameter={parameter} />)}
        </ul>
        <button type="button" className={controls.button} onClick={() => editDocument(`Add a parameter to ${name}`, (document) => addParameter(document, id, { name: freeParameterName(block, 'value'), kind: 'integer', default: 1 }))}>
          <Plus size={14} aria-hidden />Add a parameter
        </button>
      </section>
      {PORTS.map(({ side, title, one }) => (
        <section key={side} className={inspector.section} aria-label={`${title} of the block`}>
          <h3>{title}<span className={inspector.value}>{plural(block[side].length, one)}</span></h3>
          <ul className={styles.rows}>
            {block[side].map((port) => <BlockPortRow key={port.name} block={block} side={side} port={port} />)}
          </ul>
          <button type="button" className={controls.button} onClick={() => editDocument(`Add an ${one} to ${name}`, (document) => addPort(document, id, side))}>
            <Plus size={14} aria-hidden />{`Add an ${one}`}
          </button>
        </section>
      ))}
    </div>
  );
}
