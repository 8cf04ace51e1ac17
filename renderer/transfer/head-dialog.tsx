/** Another head for the open network: how many classes, and how much of its end is new. */
import { useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';
import { replaceHead, type HeadScope } from '../../engine/infer/replace-head';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal, ModalBody, ModalFoot } from '../design/modal';
import modal from '../design/modal.module.css';
import { useData } from '../store/data-store';
import { editDocument, useDocument } from '../store/document-store';
import { notify, select } from '../store/session-store';
import { classColumn } from './retrain';
import { closeTransfer, useTransfer } from './transfer-store';
import styles from './transfer.module.css';

const MOST_CLASSES = 100_000;

export function HeadDialog() {
  const isOpen = useTransfer((state) => state.dialog === 'head');
  return (
    <Modal isOpen={isOpen} onClose={closeTransfer} title="Replace the head" size="small">
      <HeadForm />
    </Modal>
  );
}

function HeadForm() {
  const known = useData((state) => classColumn(state.summary?.columns ?? [])?.classes?.length);
  const [text, setText] = useState(String(known ?? 10));
  const [scope, setScope] = useState<HeadScope>('last');
  const [problem, setProblem] = useState<string>();
  const replace = (): void => {
    const count = Number(text);
    if (!/^\d+$/.test(text.trim()) || count < 2 || count > MOST_CLASSES) return setProblem('Classes must be a whole number from 2.');
    try {
      exchangeHead(count, scope);
      closeTransfer();
    } catch (error) {
      if (!(error instanceof LoomError)) throw error;
      setProblem(error.diagnostics.map(sentence).join(' '));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        replace();
      }}
    >
      <ModalBody>
        <p className={modal.hint}>New layers take the place of the last ones, with first values of their own. Everything before them stays as it is.</p>
        <div className={styles.fields}>
          <label htmlFor="head-classes">Classes</label>
          <input id="head-classes" autoFocus value={text} inputMode="numeric" autoComplete="off" onChange={({ target }) => { setText(target.value); setProblem(undefined); }} />
          <label htmlFor="head-scope">New layers</label>
          <select id="head-scope" className={controls.select} value={scope} onChange={({ target }) => setScope(target.value as HeadScope)}>
            <option value="last">The last one</option>
            <option value="dense">All Dense layers at the end</option>
          </select>
        </div>
        {problem !== undefined && <p className={modal.failure} role="alert">{problem}</p>}
      </ModalBody>
      <ModalFoot>
        <button type="button" className={controls.button} onClick={closeTransfer}>Cancel</button>
        <button type="submit" className={classes(controls.button, controls.primary)}>Replace</button>
      </ModalFoot>
    </form>
  );
}

/** One step of history; the new layers are selected. */
function exchangeHead(count: number, scope: HeadScope): void {
  const { document, network } = useDocument.getState();
  const changed = replaceHead(document, network, { classes: count, scope });
  editDocument(`Replace the head for ${count} classes`, () => changed.document);
  select(changed.document.graph.nodes.filter(({ name }) => changed.added.includes(name)).map(({ id }) => id));
  notify(`${changed.replaced.join(', ')} ${changed.replaced.length === 1 ? 'is' : 'are'} ${changed.added.join(', ')} now.${changed.judgedAnew.map((name) => ` “${name}” compares classes by cross-entropy.`).join('')}`);
}
