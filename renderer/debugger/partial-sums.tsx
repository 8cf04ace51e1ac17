/** A convolution written out channel by channel: each channel's sum, then the bias, then all of them together. */
import type { PartialSum } from '../../engine/explain/partial-sums';
import styles from './partial-sums.module.css';

export function PartialSums({ sums, result }: { readonly sums: readonly PartialSum[]; readonly result: string }) {
  return (
    <section className={styles.sums} aria-label="Channel by channel">
      <h4>Channel by channel</h4>
      {sums.map(({ title, text, result: part }) => (text === '' || text === part ? <p key={title} className={styles.line}><span>{title}</span><span>{part}</span></p> : <Written key={title} title={title} text={text} part={part} />))}
      <p className={styles.total}>
        <span>Together</span>
        <span>{result}</span>
      </p>
    </section>
  );
}

function Written({ title, text, part }: { readonly title: string; readonly text: string; readonly part: string }) {
  return (
    <details className={styles.written}>
      <summary className={styles.line}>
        <span>{title}</span>
        <span>{part}</span>
      </summary>
      <p>{text}</p>
    </details>
  );
}
