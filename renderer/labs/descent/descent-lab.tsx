import { useCallback, useEffect, useMemo, useState } from 'react';
import { SURFACES } from '../../../engine/labs/surfaces';
import type { LabTrail } from '../../../engine/labs/requests';
import { WEIGHTWISE_OPTIMIZERS, type OptimizerName } from '../../../engine/optimizers';
import { Toggle } from '../../design/toggle';
import { report } from '../../shell/connection';
import { valueText } from '../../training/number-text';
import { descendLab } from '../ask-lab';
import { Choice, Group, Slider } from '../fields';
import { LabFrame, RunBar } from '../lab-frame';
import { plainNumber } from '../number-text';
import { Plane, type Drawing, type PlanePoint } from '../plane';
import { usePlayer } from '../use-player';
import { drawCurve, drawSurface, RACER_COLOURS, type Racer } from './draw-descent';
import { useHeights } from './use-heights';
import styles from './descent.module.css';

const STEPS = 200;
const RATES = [0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 1.05, 1.5, 2];

interface Entry {
  readonly name: string;
  readonly optimizer: OptimizerName;
  readonly rate: number;
  readonly isIn: boolean;
}

/** On a curve, one way down at three rates; on a surface, a way for each optimizer. */
function entriesFor(axes: 1 | 2, rate: number): readonly Entry[] {
  if (axes === 1) {
    const rates = [rate / 10, rate * 3, rate * 10.5].map(nearest);
    return ['Too small', 'Right', 'Too large'].map((name, index) => ({ name, optimizer: 'sgd', rate: rates[index]!, isIn: true }));
  }
  const own: Readonly<Partial<Record<string, number>>> = { sgd: rate, momentum: rate / 5, nesterov: rate / 5, rmsprop: 0.05, adagrad: 0.5, adam: 0.1, adamw: 0.1 };
  return WEIGHTWISE_OPTIMIZERS.map(({ name, title }) => ({ name: title, optimizer: name as OptimizerName, rate: nearest(own[name] ?? rate), isIn: name !== 'adamw' }));
}

function nearest(rate: number): number {
  return RATES.reduce((best, one) => (Math.abs(Math.log(one / rate)) < Math.abs(Math.log(best / rate)) ? one : best));
}

export function DescentLab() {
  const [name, setName] = useState('parabola');
  const surface = SURFACES.find((one) => one.name === name)!;
  const [entries, setEntries] = useState(() => entriesFor(surface.axes, surface.rate));
  const [start, setStart] = useState(surface.start);
  const [trails, setTrails] = useState<readonly (LabTrail | undefined)[]>([]);
  const [shown, setShown] = useState(0);
  const heights = useHeights(surface);
  useEffect(() => {
    let isOver = false;
    const ask = entries.map(({ optimizer, rate, isIn }) => (isIn ? descendLab({ surface: name, optimizer: { name: optimizer, learningRate: rate }, start, steps: STEPS }) : undefined));
    Promise.all(ask).then((found) => !isOver && setTrails(found), report);
    return () => {
      isOver = true;
    };
  }, [name, entries, start]);
  const player = usePlayer(async () => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    setShown((step) => Math.min(step + 1, STEPS));
    return shown + 1 < STEPS;
  });
  const choose = (next: string): void => {
    const chosen = SURFACES.find((one) => one.name === next)!;
    player.pause();
    setName(next);
    setStart(chosen.start);
    setEntries(entriesFor(chosen.axes, chosen.rate));
    setTrails([]);
    setShown(0);
  };
  const racers = useMemo(
    () => entries.flatMap(({ isIn, name: title }, index): Racer[] => (isIn && trails[index] ? [{ name: title, colour: RACER_COLOURS[index]!, trail: trails[index] }] : [])),
    [entries, trails],
  );
  const range = useMemo(() => rangeOf(surface, heights), [surface, heights]);
  const draw = useCallback((drawing: Drawing) => (surface.axes === 1 ? drawCurve : drawSurface)(drawing, { surface, heights, racers, shown }), [surface, heights, racers, shown]);
  const begin = ({ x, y }: PlanePoint): void => {
    setStart(surface.axes === 1 ? [x] : [x, y]);
    setShown(0);
  };
  const change = (index: number, next: Partial<Entry>): void => setEntries(entries.map((entry, at) => (at === index ? { ...entry, ...next } : entry)));
  const standings = racers.map(({ name: title, trail }) => `${title} ${heightText(trail, shown)}`).join(', ');
  return (
    <LabFrame
      title={surface.axes === 1 ? 'Learning rate' : 'Optimizer race'}
      lesson={surface.lesson}
      picture={<Plane label={`${surface.title}, ${surface.formula}. After ${shown} steps: ${standings}. Press to choose where to start, or move with the arrows and press Enter.`} from={range.from} to={range.to} ratio={1.25} draw={draw} onPoint={begin} />}
      numbers={<p className={styles.formula}>{`${surface.formula} · start ${start.map(plainNumber).join(', ')}`}</p>}
    >
      <RunBar player={player} verb="Descend" unavailable={racers.length === 0} onStep={() => setShown(Math.min(shown + 1, STEPS))} onReset={() => choose(name)} />
      <Slider label="Step" value={shown} min={0} max={STEPS} step={1} onChange={(step) => (player.pause(), setShown(step))} />
      <Choice label="Shape" value={name} choices={SURFACES.map((one) => ({ value: one.name, title: one.title }))} onChange={choose} />
      <Group title={surface.axes === 1 ? 'Learning rates of plain descent' : 'Optimizers and their learning rates'}>
        <ul className={styles.racers}>
          {entries.map(({ name: title, rate, isIn }, index) => (
            <li key={title}>
              <Toggle aria-label={`Show ${title}`} checked={isIn} onCheckedChange={(checked) => change(index, { isIn: checked })} />
              <span className={styles.swatch} style={{ background: `var(${RACER_COLOURS[index]})` }} aria-hidden />
              <span className={styles.name}>{title}</span>
              <select aria-label={`Learning rate of ${title}`} value={rate} onChange={({ target }) => change(index, { rate: Number(target.value) })}>
                {RATES.map((one) => <option key={one} value={one}>{one}</option>)}
              </select>
              <output className={styles.height}>{trails[index] && isIn ? heightText(trails[index], shown) : '–'}</output>
            </li>
          ))}
        </ul>
        <p className={styles.note}>The last column is the height f at this step.</p>
      </Group>
    </LabFrame>
  );
}

/** A trail that has left the picture says so. */
function heightText({ heights, hasLeft }: LabTrail, shown: number): string {
  if (hasLeft && shown >= heights.length) return 'gone';
  return valueText(heights[Math.min(shown, heights.length - 1)]!);
}

/** Upwards a curve shows its heights, with room below. */
function rangeOf({ axes, from, to }: (typeof SURFACES)[number], heights: readonly number[] | undefined): { readonly from: PlanePoint; readonly to: PlanePoint } {
  if (axes === 2) return { from: { x: from[0]!, y: from[1]! }, to: { x: to[0]!, y: to[1]! } };
  const [low, high] = heights ? [Math.min(...heights), Math.max(...heights)] : [0, 1];
  return { from: { x: from[0]!, y: low - 0.08 * (high - low) }, to: { x: to[0]!, y: high } };
}
