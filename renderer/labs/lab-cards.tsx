/** The playgrounds on the start screen. */
import { labCommands } from '../commands/labs';
import { runCommand } from '../commands/run-command';
import { LAB_INFO } from './lab-info';
import { LAB_PICTURES } from './lab-table';
import styles from './lab-cards.module.css';

export function LabCards({ heading }: { readonly heading: string | undefined }) {
  return (
    <section aria-labelledby="playgrounds">
      <h2 id="playgrounds" className={heading}>Playgrounds: one idea each, nothing to set up</h2>
      <ul className={styles.cards}>
        {LAB_INFO.map(({ id, title, summary }) => {
          const Picture = LAB_PICTURES[id];
          const command = labCommands.find((one) => one.id === `lab:${id}`)!;
          return (
            <li key={id}>
              <button type="button" className={styles.card} onClick={() => runCommand(command)}>
                <Picture />
                <strong>{title}</strong>
                <span>{summary}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
