/** Numbers per student: the open example with values drawn from an ID, and its sheets. */
import { useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';
import controls from '../design/controls.module.css';
import { classes } from '../design/classes';
import { Modal } from '../design/modal';
import { saveBlob } from '../export/save-blob';
import { shell } from '../shell/connection';
import { notify } from '../store/session-store';
import { useExample } from './example-store';
import { openExample } from './open-example';
import { personalSheet } from './personal-sheet';
import { printPage } from './print-page';
import styles from './examples.module.css';

const SHEETS = [
  { what: 'task', onlyTask: true },
  { what: 'answers', onlyTask: false },
] as const;

function close(): void {
  useExample.setState({ isPersonalOpen: false });
}

export function PersonalDialog() {
  const isOpen = useExample((state) => state.isPersonalOpen && state.example !== undefined);
  return (
    <Modal isOpen={isOpen} onClose={close} title="Numbers per student" size="small">
      <PersonalForm />
    </Modal>
  );
}

function PersonalForm() {
  const example = useExample((state) => state.example)!;
  const [seed, setSeed] = useState(useExample.getState().seed ?? '');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const id = seed.trim();
  const isReady = id !== '' && !isBusy;
  const attempt = async (work: () => Promise<void> | void): Promise<void> => {
    if (!isReady) return setProblem(id === '' ? 'Type an ID, a name or a number first.' : undefined);
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(error instanceof LoomError && error.diagnostics[0] ? sentence(error.diagnostics[0]) : String(error));
    }
    setBusy(false);
  };
  const withSheet = (onlyTask: boolean, use: (page: string) => Promise<void> | void) =>
    attempt(async () => {
      const client = shell();
      if (client) await use(await personalSheet(client, example, id, onlyTask));
    });
  const save = (onlyTask: boolean) =>
    withSheet(onlyTask, (page) => {
      const name = `${example.id} ${id.replace(/[^\p{L}\p{N}._-]+/gu, '-')} ${onlyTask ? 'task' : 'answers'}.html`;
      saveBlob(name, new Blob([page], { type: 'text/html' }));
      notify(`${name} is saved.`);
    });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => openExample(example, id));
      }}
    >
      <p>{`“${(example.general ?? example).title}” with other numbers. The same ID gives the same numbers everywhere.`}</p>
      <label className={styles.seed}>
        ID, name or number of the student
        <input value={seed} autoFocus maxLength={100} onChange={({ target }) => setSeed(target.value)} />
      </label>
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      {SHEETS.map(({ what, onlyTask }) => (
        <div key={what} role="group" aria-label={`The ${what}`} className={styles.sheet}>
          <span>{`The ${what}, on paper`}</span>
          <button type="button" className={controls.button} aria-disabled={!isReady} aria-label={`Print the ${what}`} onClick={() => void withSheet(onlyTask, printPage)}>Print</button>
          <button type="button" className={controls.button} aria-disabled={!isReady} aria-label={`Save the ${what}`} onClick={() => void save(onlyTask)}>Save</button>
        </div>
      ))}
      <div className={styles.buttons}>
        <button type="submit" className={classes(controls.button, controls.primary)} aria-disabled={!isReady}>Open with these numbers</button>
      </div>
    </form>
  );
}
