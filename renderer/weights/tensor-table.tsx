/** The tensors to choose from, with how their numbers are spread. */
import type { KeyboardEvent } from 'react';
import type { TensorSummary } from '../../engine/run/look';
import { classes } from '../design/classes';
import { SmallHistogram } from '../training/tensors/small-charts';
import { useWeights } from './weights-store';
import styles from './weights.module.css';

export function TensorTable({ tensors, shown }: { readonly tensors: readonly TensorSummary[]; readonly shown: string | undefined }) {
  /** One stop for Tab; arrows go from tensor to tensor. */
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = tensors.findIndex(({ key }) => key === shown);
    const next = by === undefined ? undefined : tensors[at + by];
    if (!next) return;
    event.preventDefault();
    useWeights.setState({ key: next.key });
    const list = event.currentTarget;
    list.children[at + by!]?.querySelector('button')?.focus();
  };
  return (
    <ul className={styles.list} aria-label="Tensors" onKeyDown={step}>
      {tensors.map(({ key, shape, distribution }) => (
        <li key={key}>
          <button type="button" className={classes(styles.tensor, key === shown && styles.chosen)} aria-current={key === shown} tabIndex={key === shown ? 0 : -1} onClick={() => useWeights.setState({ key })}>
            <span className={styles.name}>{key}</span>
            <span className={styles.shape}>{shape.join('×') || 'one number'}</span>
            <SmallHistogram bins={distribution.bins} />
          </button>
        </li>
      ))}
    </ul>
  );
}
