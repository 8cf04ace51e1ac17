/** One value of the step: what it is called, its axes, and all its numbers. */
import { useEffect, useState } from 'react';
import type { ElementPlace } from '../../engine/explain/expression/expression';
import { countOf } from '../../engine/explain/position';
import type { ListedValue } from '../../engine/run/trace-listing';
import { printedNumbers } from '../examples/printed';
import { useExample } from '../examples/example-store';
import { useDebugger } from './debugger-store';
import controls from '../design/controls.module.css';
import { axesText, layoutOf } from './number-layout';
import { NumberPictures } from './number-pictures';
import { NumberTable } from './number-table';
import { useNumbers } from './use-asked';
import { WatchButton } from './watches/watch-button';
import styles from './debugger.module.css';

interface ValueViewProps {
  readonly value: ListedValue;
  /** Elements that the shown formula reads. */
  readonly reads: readonly ElementPlace[];
  readonly winner?: ElementPlace | undefined;
  /** Only what stands at this place of the first axis: one filter of a kernel. */
  readonly part?: number | undefined;
  /** Beside others: its name and axes are enough. */
  readonly isBrief?: boolean;
}

export function ValueView({ value, reads, winner, part, isBrief = false }: ValueViewProps) {
  const { name, shape, axes, does } = value;
  const layout = part === undefined ? layoutOf(shape, axes) : layoutOf(shape.slice(1), axes.slice(1));
  const from = part === undefined ? 0 : part * countOf(shape.slice(1));
  const [page, setPage] = useState(0);
  useEffect(() => setPage(0), [name]);
  const { answer, problem } = useNumbers(name, from + page * layout.perPage, layout.perPage);
  const printed = useExample((state) => printedNumbers(state, name));
  const aliases = useDebugger((state) => state.trace?.aliases);
  const also = Object.entries(aliases ?? {}).flatMap(([alias, one]) => (one === name ? [alias] : []));
  const isThis = answer?.name === name && answer.first === from + page * layout.perPage;
  return (
    <section aria-label={name}>
      <header className={styles.valueHead}>
        <h3>{name}</h3>
        {!isBrief && shape.length > 0 && <WatchButton watch={{ value: name }} subject={name} />}
        {also.length > 0 && !isBrief && <span className={styles.also}>{`also ${also.join(', ')}`}</span>}
        <span>{part === undefined ? axesText(shape, axes) : `${axes[0]} ${part}: ${axesText(shape.slice(1), axes.slice(1))}`}</span>
        {does !== undefined && !isBrief && <span className={styles.does} title={does}>{does}</span>}
        {layout.pages > 1 && (
          <span className={styles.pages}>
            <button type="button" className={controls.button} aria-disabled={page === 0} onClick={() => page > 0 && setPage(page - 1)}>Previous</button>
            <span>{`page ${page + 1} of ${layout.pages}`}</span>
            <button type="button" className={controls.button} aria-disabled={page >= layout.pages - 1} onClick={() => page < layout.pages - 1 && setPage(page + 1)}>Next</button>
          </span>
        )}
      </header>
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      {isThis && layout.isTable && <NumberTable page={answer} layout={layout} reads={reads} {...(winner && { winner })} {...(printed && { printed })} />}
      {isThis && !layout.isTable && <NumberPictures page={answer} layout={layout} reads={reads} {...(winner && { winner })} hasHistogram={!isBrief} />}
    </section>
  );
}
