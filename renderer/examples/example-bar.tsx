/** Of the open example: what is done with the network, and numbers of one's own. */
import { personalNumbers } from '../commands/examples';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { useExample } from './example-store';
import { showWalk } from './open-example';
import styles from './examples.module.css';

export function ExampleBar() {
  const example = useExample((state) => state.example);
  const walks = useExample((state) => state.walks);
  const walk = useExample((state) => state.walk);
  const seed = useExample((state) => state.seed);
  if (!example) return null;
  return (
    <div className={styles.bar}>
      <Tip text={example.remark ?? example.task} side="top">
        <span className={styles.name} tabIndex={0}>{seed === undefined ? example.title : `${(example.general ?? example).title} (${seed})`}</span>
      </Tip>
      {walks.length > 1 && (
        <select className={classes(controls.select, styles.select)} aria-label="Part of the example" value={walk} onChange={({ target }) => showWalk(Number(target.value))}>
          {walks.map(({ title }, index) => <option key={title} value={index}>{title}</option>)}
        </select>
      )}
      <CommandButton command={personalNumbers} label="Numbers per student…" side="top" />
    </div>
  );
}
