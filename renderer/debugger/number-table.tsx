/** Numbers in rows and columns; one is chosen with the pointer or the arrow keys, to see how it comes about. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { indexOf, positionOf } from '../../engine/explain/position';
import { valueText } from '../maps/answer-text';
import type { ElementPlace } from '../../engine/explain/expression/expression';
import { chooseElement, useDebugger } from './debugger-store';
import { elementName, fullText, partTitle, type NumberLayout } from './number-layout';
import type { ReadPage } from './step-answers';
import styles from './numbers.module.css';

interface NumberTableProps {
  readonly page: ReadPage;
  readonly layout: NumberLayout;
  /** Elements that the shown formula reads. */
  readonly reads: readonly ElementPlace[];
  /** The one among them that won a pooling. */
  readonly winner?: ElementPlace;
  /** Numbers that notes print otherwise, by row-major index. */
  readonly printed?: ReadonlyMap<number, number>;
}

export function NumberTable({ page, layout, reads, winner, printed }: NumberTableProps) {
  const { name, shape, axes, first, numbers } = page;
  const element = useDebugger((state) => (state.element?.value === name ? state.element : undefined));
  const root = useRef<HTMLDivElement>(null);
  const chosen = element ? indexOf(shape, element.position) - first : -1;
  const read = new Set(reads.flatMap(({ value, position }) => (value === name ? [indexOf(shape, position) - first] : [])));
  const won = winner?.value === name ? indexOf(shape, winner.position) - first : undefined;
  const size = layout.height * layout.width;
  const parts = Array.from({ length: Math.ceil(numbers.length / size) }, (_, part) => part * size);
  const hadFocus = useRef(false);
  useEffect(() => {
    if (hadFocus.current) root.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, [chosen]);
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -layout.width, ArrowDown: layout.width }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = Math.max(0, chosen) + step;
    if (wanted >= 0 && wanted < numbers.length) chooseElement({ value: name, position: positionOf(shape, first + wanted) });
  };
  return (
    <div ref={root} className={styles.tables} onKeyDown={keys} onFocus={() => (hadFocus.current = true)} onBlur={() => (hadFocus.current = false)}>
      {parts.map((from) => (
        <div key={from}>
          {shape.length > 2 && parts.length > 1 && <p className={styles.partTitle}>{partTitle(shape, axes, first + from)}</p>}
          <div role="grid" aria-label={`${name} ${partTitle(shape, axes, first + from)}`.trim()} className={styles.numbers} style={{ gridTemplateColumns: `repeat(${layout.width}, auto)` }}>
            {Array.from({ length: Math.ceil(Math.min(size, numbers.length - from) / layout.width) }, (_, line) => (
              <div role="row" key={line} className={styles.line}>
                {Array.from({ length: layout.width }, (_, column) => {
                  const index = from + line * layout.width + column;
                  const value = numbers[index]!;
                  const position = positionOf(shape, first + index);
                  const text = elementName(name, position, shape, axes);
                  const note = printed?.get(first + index);
                  return (
                    <button
                      key={column}
                      type="button"
                      role="gridcell"
                      aria-selected={index === chosen}
                      aria-label={`${text} = ${valueText(value)}${index === won ? ', the one that is taken' : ''}${note === undefined ? '' : `, the notes print ${note}`}`}
                      tabIndex={index === Math.max(0, chosen) ? 0 : -1}
                      className={styles.number}
                      data-read={read.has(index) || undefined}
                      data-won={index === won || undefined}
                      data-value={fullText(value)}
                      title={`${text} = ${fullText(value)}`}
                      onClick={() => chooseElement({ value: name, position })}
                    >
                      {valueText(value)}
                      {note !== undefined && <small className={styles.printed}>{`printed ${note}`}</small>}
                    </button>
                  );
                })}
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
