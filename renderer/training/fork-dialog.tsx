/** A new run that begins with what the shown one had learned at one of its checkpoints. */
import { useEffect, useState } from 'react';
import type { TrainingSettings } from '../../engine/document/model';
import type { CheckpointEntry } from '../../engine/run/checkpoint';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal, ModalBody, ModalFoot } from '../design/modal';
import modal from '../design/modal.module.css';
import { formatCount } from '../network/text';
import { report, shell } from '../shell/connection';
import { useRun } from '../store/run-store';
import { whenText } from '../start/when-text';
import { useTrainingPanel } from './panel-store';
import { forkRun } from './run-control';
import { ForkFields, forkProblem, forkSettings, type ForkChoice } from './run-list/fork-fields';
import styles from './run-list/runs.module.css';

function close(): void {
  useTrainingPanel.setState({ dialog: undefined });
}

export function ForkDialog() {
  const isOpen = useTrainingPanel((state) => state.dialog === 'fork');
  const run = useRun((state) => state.run);
  const training = useRun((state) => state.document?.training ?? DEFAULT_TRAINING);
  if (!isOpen || !run) return null;
  return (
    <Modal isOpen onClose={close} title={`Fork ${run.title}`} size="small">
      <Fork run={run.run} training={training} />
    </Modal>
  );
}

function Fork({ run, training }: { readonly run: string; readonly training: TrainingSettings }) {
  const checkpoints = useCheckpoints(run);
  const [name, setName] = useState<string>();
  const [choice, setChoice] = useState<ForkChoice>(() => forkSettings(training));
  const chosen = name ?? checkpoints?.[0]?.name;
  const problem = forkProblem(choice);
  return (
    <>
      <ModalBody>
        <p className={modal.hint}>The new run has the same network and data, and begins with the weights of this checkpoint. Its epochs count from one.</p>
        {checkpoints?.length === 0 && <p className={modal.failure}>This run has no checkpoint yet.</p>}
        <div className={styles.fields}>
          <label htmlFor="checkpoint">Checkpoint</label>
          <select id="checkpoint" className={controls.select} value={chosen ?? ''} onChange={({ target }) => setName(target.value)}>
            {checkpoints?.map((entry, index) => (
              <option key={entry.name} value={entry.name}>{checkpointText(entry, index === 0)}</option>
            ))}
          </select>
          <ForkFields choice={choice} onChange={setChoice} />
        </div>
        {problem !== undefined && <p className={modal.failure} role="alert">{problem}</p>}
      </ModalBody>
      <ModalFoot>
        <button type="button" className={controls.button} onClick={close}>Cancel</button>
        <button
          type="button"
          className={classes(controls.button, controls.primary)}
          aria-disabled={chosen === undefined || problem !== undefined}
          onClick={() => {
            if (chosen === undefined || problem !== undefined) return;
            close();
            void forkRun(run, chosen, choice);
          }}
        >
          Fork and train
        </button>
      </ModalFoot>
    </>
  );
}

function checkpointText({ kept, epoch, step, savedAt }: CheckpointEntry, isLast: boolean): string {
  const name = kept === 'best' ? 'Best weights' : isLast ? 'Last checkpoint' : 'Checkpoint';
  return `${name}: epoch ${formatCount(epoch)}, step ${formatCount(step)}, ${whenText(savedAt)}`;
}

function useCheckpoints(run: string): readonly CheckpointEntry[] | undefined {
  const [checkpoints, setCheckpoints] = useState<readonly CheckpointEntry[]>();
  useEffect(() => {
    let isWanted = true;
    shell()!.request('run.checkpoints', { run }).then((list) => isWanted && setCheckpoints(list), report);
    return () => {
      isWanted = false;
    };
  }, [run]);
  return checkpoints;
}
