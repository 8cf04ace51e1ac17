/** Every run there is: look at one, compare several, name, fork, resume, delete. */
import { Modal, ModalBody } from '../design/modal';
import modal from '../design/modal.module.css';
import { plural } from '../network/text';
import { useRun } from '../store/run-store';
import { useTrainingPanel } from './panel-store';
import { CompareTable } from './run-list/compare-table';
import { RunRow } from './run-list/run-row';
import styles from './run-list/runs.module.css';

export function RunsDialog() {
  const isOpen = useTrainingPanel((state) => state.dialog === 'runs');
  return (
    <Modal isOpen={isOpen} onClose={() => useTrainingPanel.setState({ dialog: undefined })} title="Runs" size="wide">
      <ModalBody>
        <Runs />
      </ModalBody>
    </Modal>
  );
}

function Runs() {
  const list = useRun((state) => state.list);
  const shown = useRun((state) => state.run?.run);
  const compared = useTrainingPanel((state) => state.compared);
  const chosen = list.filter(({ run }) => run === shown || compared.includes(run));
  if (list.length === 0) return <p className={modal.hint}>Nothing has been trained yet. Each time you train, a run is kept here with its curves, checkpoints and network.</p>;
  return (
    <>
      <p className={modal.hint}>{`${plural(list.length, 'run')}, the newest first. Tick some to compare them with the shown one.`}</p>
      <ul className={styles.list}>
        {list.map((summary) => (
          <RunRow key={summary.run} summary={summary} isShown={summary.run === shown} isCompared={compared.includes(summary.run)} />
        ))}
      </ul>
      {chosen.length > 1 && <CompareTable runs={chosen.map(({ run }) => run)} />}
    </>
  );
}
