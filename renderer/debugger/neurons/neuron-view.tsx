/** The network unit by unit: answers in circles, weights on lines, and gradients that flow back. */
import type { KeyboardEvent } from 'react';
import type { ElementPlace } from '../../../engine/explain/expression/expression';
import type { Phase } from '../../../engine/ops/graph';
import { classes } from '../../design/classes';
import { valueText } from '../../maps/answer-text';
import { chooseElement, useDebugger } from '../debugger-store';
import { fullText } from '../number-layout';
import { RADIUS, type UnitCircle, type UnitEdge, type UnitPicture } from './unit-picture';
import type { UnitValues } from './use-unit-values';
import styles from './neurons.module.css';

/** More lines would hide each other's numbers; those are read by pointing or choosing. */
const MOST_LABELS = 26;
const MOST_WIDTH = 5;

interface NeuronViewProps {
  readonly picture: UnitPicture;
  readonly values: UnitValues;
  readonly phase: Phase;
}

/** What is shown of a weight: its gradient once it has one, and in the update what it becomes. */
function shownOf({ place }: UnitEdge, values: UnitValues, phase: Phase): { readonly kind: 'weight' | 'gradient' | 'next'; readonly number: number | undefined } {
  const next = phase === 'update' ? values.at({ ...place, value: `${place.value}.next` }) : undefined;
  if (next !== undefined) return { kind: 'next', number: next };
  const gradient = phase === 'backward' || phase === 'update' ? values.at({ ...place, value: `${place.value}.grad` }) : undefined;
  return gradient === undefined ? { kind: 'weight', number: values.at(place) } : { kind: 'gradient', number: gradient };
}

export function NeuronView({ picture, values, phase }: NeuronViewProps) {
  const { width, height, circles, edges } = picture;
  const element = useDebugger((state) => state.element);
  const shown = edges.map((edge) => ({ edge, ...shownOf(edge, values, phase) }));
  const largest = Math.max(1e-12, ...shown.map(({ number }) => Math.abs(number ?? 0)));
  const isDropped = ({ mask }: UnitCircle): boolean => mask !== undefined && values.at(mask) === 0;
  const isChosen = (place: ElementPlace): boolean => element?.value === place.value && element.position.join() === place.position.join();
  return (
    <div className={styles.scroll}>
      <svg className={styles.picture} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Units and weights">
        {shown.map(({ edge, kind, number }) => (
          <EdgeLine key={edge.name} edge={edge} kind={kind} number={number} share={Math.abs(number ?? 0) / largest} isChosen={isChosen(edge.place)} isCut={isDropped(edge.from) || isDropped(edge.to)} hasLabel={edges.length <= MOST_LABELS} />
        ))}
        {circles.map((circle) => (
          <Unit key={circle.unit} circle={circle} answer={values.at(circle.place)} gradient={values.at({ ...circle.place, value: `${circle.place.value}.grad` })} isBackward={phase === 'backward' || phase === 'update'} isDropped={isDropped(circle)} isChosen={isChosen(circle.place)} />
        ))}
      </svg>
    </div>
  );
}

function onKeys(choose: () => void) {
  return (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
}

interface EdgeLineProps {
  readonly edge: UnitEdge;
  readonly kind: 'weight' | 'gradient' | 'next';
  readonly number: number | undefined;
  readonly share: number;
  readonly isChosen: boolean;
  /** Whether a unit at one of its ends is dropped: the thinned network is without it. */
  readonly isCut: boolean;
  readonly hasLabel: boolean;
}

/** Small gradients fit their circle. */
function shortText(value: number): string {
  const text = value !== 0 && Math.abs(value) < 0.01 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replace(/^-/, '−');
}

/** Figures are all of one width. */
function labelWidth(text: string): number {
  return text.length * 6.7 + 8;
}

const WORDS = { weight: '', gradient: 'gradient of ', next: 'new ' } as const;

function EdgeLine({ edge: { name, from, to, place, labelX, labelY }, kind, number, share, isChosen, isCut, hasLabel }: EdgeLineProps) {
  const choose = (): void => chooseElement(place);
  const line = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  const text = number === undefined ? '' : valueText(number);
  return (
    <g className={classes(styles.edge, kind === 'gradient' && styles.gradient, kind === 'next' && styles.next, isCut && styles.cut, isChosen && styles.chosen)} role="button" tabIndex={hasLabel ? 0 : -1} aria-pressed={isChosen} aria-label={`${WORDS[kind]}${name}${text === '' ? '' : ` = ${text}`}${isCut ? ', cut by dropout' : ''}`} data-value={number === undefined ? undefined : fullText(number)} onClick={choose} onKeyDown={onKeys(choose)}>
      <title>{`${WORDS[kind]}${name}${number === undefined ? '' : ` = ${fullText(number)}`}`}</title>
      <line className={styles.hit} {...line} />
      <line className={styles.line} {...line} strokeWidth={1 + share * (MOST_WIDTH - 1)} />
      {hasLabel && text !== '' && (
        <>
          <rect className={styles.back} x={labelX - labelWidth(text) / 2} y={labelY - 8} width={labelWidth(text)} height={16} rx={4} />
          <text x={labelX} y={labelY + 4} textAnchor="middle">{text}</text>
        </>
      )}
    </g>
  );
}

interface UnitProps {
  readonly circle: UnitCircle;
  readonly answer: number | undefined;
  readonly gradient: number | undefined;
  readonly isBackward: boolean;
  readonly isDropped: boolean;
  readonly isChosen: boolean;
}

function Unit({ circle: { x, y, name, place }, answer, gradient, isBackward, isDropped, isChosen }: UnitProps) {
  const choose = (): void => chooseElement(place);
  const text = answer === undefined ? '' : valueText(answer);
  const back = isBackward && gradient !== undefined ? shortText(gradient) : undefined;
  const label = `${name}${text === '' ? '' : ` = ${text}`}${back === undefined ? '' : `, gradient ${back}`}${isDropped ? ', dropped' : ''}`;
  return (
    <>
      <g className={classes(styles.unit, isChosen && styles.chosen, isDropped && styles.dropped)} role="button" tabIndex={0} aria-pressed={isChosen} aria-label={label} data-value={answer === undefined ? undefined : fullText(answer)} onClick={choose} onKeyDown={onKeys(choose)}>
        <title>{`${name}${answer === undefined ? '' : ` = ${fullText(answer)}`}`}</title>
        <circle cx={x} cy={y} r={RADIUS} />
        <text className={styles.answer} x={x} y={back === undefined ? y + 4 : y - 1} textAnchor="middle">{text}</text>
      </g>
      <g className={styles.beside} aria-hidden>
        <text className={styles.name} x={x} y={y - RADIUS - 4} textAnchor="middle">{name}</text>
        {back !== undefined && <text className={styles.returned} x={x} y={y + 12} textAnchor="middle">{back}</text>}
      </g>
    </>
  );
}
