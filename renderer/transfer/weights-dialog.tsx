/** Weights of a run or a file for the open network, tensor by tensor where name and shape agree. */
import { useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';
import { giveWeights } from '../../engine/infer/given-weights';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal, ModalBody, ModalFoot } from '../design/modal';
import modal from '../design/modal.module.css';
import { plural } from '../network/text';
import { editDocument, useDocument } from '../store/document-store';
import { notify } from '../store/session-store';
import { BaseField } from './base-field';
import { weightsOf, type Base, type BaseWeights } from './bases';
import { closeTransfer, useTransfer } from './transfer-store';
import styles from './transfer.module.css';

export function WeightsDialog() {
  const isOpen = useTransfer((state) => state.dialog === 'weights');
  return (
    <Modal isOpen={isOpen} onClose={closeTransfer} title="Load weights into the network" size="small">
      <LoadWeights />
    </Modal>
  );
}

function LoadWeights() {
  const [base, setBase] = useState<Base>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const load = async (): Promise<void> => {
    if (base?.kind !== 'model' || isBusy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      takeWeights(base.title, await weightsOf(base.path, base.title));
      closeTransfer();
    } catch (error) {
      setProblem(error instanceof LoomError ? error.diagnostics.map(sentence).join(' ') : String(error));
    }
    setBusy(false);
  };
  return (
    <>
      <ModalBody>
        <p className={modal.hint}>Each tensor takes the values of the one with its name and shape. They become part of the network: training begins with them, and they are saved with it.</p>
        <div className={styles.fields}>
          <label htmlFor="weights-from">From</label>
          <BaseField id="weights-from" base={base} whole={false} onChange={(chosen) => { setBase(chosen); setProblem(undefined); }} />
        </div>
        {problem !== undefined && <p className={modal.failure} role="alert">{problem}</p>}
      </ModalBody>
      <ModalFoot>
        <button type="button" className={controls.button} onClick={closeTransfer}>Cancel</button>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={base === undefined || isBusy} onClick={() => void load()}>
          {isBusy ? 'Loading…' : 'Load'}
        </button>
      </ModalFoot>
    </>
  );
}

/** One step of history. Throws LoomError with an example where nothing fits. */
function takeWeights(title: string, { weights, formerly }: BaseWeights): void {
  const { document, network } = useDocument.getState();
  const given = giveWeights(document, network, weights);
  if (given.taken.length === 0) {
    const [theirs = 'nothing'] = weights.keys();
    throw new LoomError([{ code: 'no-weights-fit', severity: 'error', message: `Nothing of ${title} fits: the network has “${given.left[0] ?? 'no tensors'}”, the other “${theirs}”.`, remedy: 'Give layers the names they have there, or choose the network they were trained in.' }]);
  }
  editDocument(`Load weights of ${title}`, () => given.document);
  const missing = given.left.length === 0 ? '' : ` ${plural(given.left.length, 'tensor')} had nothing of their name and shape there: ${given.left.slice(0, 2).join(', ')}${given.left.length > 2 ? ' …' : ''}.`;
  const types = [...new Set(given.taken.flatMap((key) => formerly[key] ?? []))];
  const made = types.length === 0 ? '' : ` What is ${types.join(' or ')} there is float32 here.`;
  notify(`Loaded ${plural(given.taken.length, 'tensor')} of ${title}.${made}${missing}`);
}
