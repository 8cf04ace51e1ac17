/** The table of confusions as a grid of cells. One cell takes the keyboard; arrows move between them, Enter opens the samples. */
import { useRef, useState, type KeyboardEvent } from 'react';
import { cellSentence, cellText, fillOf, shareOf, type ConfusionTable } from './confusion';
import styles from './confusion.module.css';

export interface Cell {
  readonly truth: number;
  readonly answer: number;
}

interface ConfusionMatrixProps {
  readonly confusion: ConfusionTable;
  readonly inPercent: boolean;
  /** Labels beside the cells, where there is room. */
  readonly hasLabels: boolean;
  onOpen(cell: Cell): void;
}

/** Beyond this the figures would be too small to read; colour and the sentence of the cell stay. */
const MOST_FIGURES = 16;
const STEPS: Readonly<Record<string, Cell>> = { ArrowUp: { truth: -1, answer: 0 }, ArrowDown: { truth: 1, answer: 0 }, ArrowLeft: { truth: 0, answer: -1 }, ArrowRight: { truth: 0, answer: 1 } };

export function ConfusionMatrix({ confusion, inPercent, hasLabels, onOpen }: ConfusionMatrixProps) {
  const { labels } = confusion;
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Cell>({ truth: 0, answer: 0 });
  const last = labels.length - 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = { truth: Math.min(Math.max(at.truth + step.truth, 0), last), answer: Math.min(Math.max(at.answer + step.answer, 0), last) };
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.truth} ${next.answer}"]`)?.focus();
  };
  return (
    <table ref={grid} className={styles.matrix} data-labels={hasLabels} data-keys="own" onKeyDown={onKeyDown} style={{ '--classes': labels.length } as React.CSSProperties} aria-label="Confusions, rows true, columns predicted">
      {hasLabels && (
        <thead>
          <tr>
            <td />
            {labels.map((label) => (
              <th key={label} scope="col" title={label}><span>{label}</span></th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {labels.map((label, truth) => (
          <tr key={label}>
            {hasLabels && <th scope="row" title={label}>{label}</th>}
            {labels.map((other, answer) => {
              const { fill, isStrong } = fillOf(shareOf(confusion, truth, answer));
              const figure = labels.length <= MOST_FIGURES ? cellText(confusion, truth, answer, inPercent) : '';
              return (
                <td key={other}>
                  <button
                    type="button"
                    data-cell={`${truth} ${answer}`}
                    data-right={truth === answer}
                    data-strong={isStrong}
                    style={{ '--fill': fill } as React.CSSProperties}
                    tabIndex={truth === Math.min(at.truth, last) && answer === Math.min(at.answer, last) ? 0 : -1}
                    aria-label={cellSentence(confusion, truth, answer) + (inPercent && figure !== '' ? `, ${figure} %` : '')}
                    title={cellSentence(confusion, truth, answer)}
                    onFocus={() => setAt({ truth, answer })}
                    onClick={() => onOpen({ truth, answer })}
                  >
                    {figure}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
