/** Numbers in rows and columns; one is chosen with the pointer or the arrow keys, to see how it comes about. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { positionOf } from '../../engine/explain/position';
import { valueText } from '../maps/answer-text';
import type { ElementPlace } from '../../engine/explain/expression/expression';
import { chooseElement, useDebugger } from './debugger-store';
import { elementName, fullText, partTitle, type NumberLayout } from './number-layout';
import type { ReadPage } from './use-asked';
import styles from './debugger.module.css';

interface NumberTableProps {
  readonly page: ReadPage;
  readonly layout: NumberLayout;
  /** Elements that the shown formula reads. */
  readonly reads: readonly ElementPlace[];
  /** Numbers that notes print otherwise, by row-major index. */
  readonly printed?: ReadonlyMap<number, number>;
}

export function NumberTable({ page, layout, reads, printed }: NumberTableProps) {
  const { name, shape, axes, numbers } = page;
  const element = useDebugger((state) => (state.element?.value === name ? state.element : undefined));
  const root = useRef<HTMLDivElement>(null);
  const chosen = element ? indexIn(shape, element.position) : -1;
  const read = new Set(reads.flatMap(({ value, position }) => (value === name ? [indexIn(shape, position)] : [])));
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
    if (wanted >= 0 && wanted < numbers.length) chooseElement({ value: name, position: positionOf(shape, wanted) });
  };
  return (
    <div ref={root} className={styles.tables} onKeyDown={keys} onFocus={() => (hadFocus.current = true)} onBlur={() => (hadFocus.current = false)}>
      {parts.map((from) => (
        <div key={from} className={styles.part}>
          {shape.length > 2 && parts.length > 1 && <p className={styles.partTitle}>{partTitle(shape, axes, from)}</p>}
          <div role="grid" aria-label={`${name} ${partTitle(shape, axes, from)}`.trim()} className={styles.numbers}>
            {Array.from({ length: Math.ceil(Math.min(size, numbers.length - from) / layout.width) }, (_, line) => (
              <div role="row" key={line} className={styles.line}>
                {Array.from({ length: layout.width }, (_, column) => {
                  const index = from + line * layout.width + column;
                  const value = numbers[index]!;
                  const position = positionOf(shape, index);
                  const text = elementName(name, position, shape, axes);
                  const note = printed?.get(index);
                  return (
                    <button
                      key={column}
                      type="button"
                      role="gridcell"
                      aria-selected={index === chosen}
                      aria-label={`${text} = ${valueText(value)}${note === undefined ? '' : `, the notes print ${note}`}`}
                      tabIndex={index === Math.max(0, chosen) ? 0 : -1}
                      className={styles.number}
                      data-read={read.has(index) || undefined}
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

function indexIn(shape: readonly number[], position: readonly number[]): number {
  return position.reduce((index, at, axis) => index * shape[axis]! + at, 0);
}
