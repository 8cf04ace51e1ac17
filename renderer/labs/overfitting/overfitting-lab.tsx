import { useCallback, useMemo, useState } from 'react';
import { FEW_POINTS, MANY_POINTS, trueCurve, type Remedies } from '../../../engine/labs/remedies';
import { Toggle } from '../../design/toggle';
import { report } from '../../shell/connection';
import { valueText } from '../../training/number-text';
import { Group, Seed } from '../fields';
import { LabFrame, RunBar } from '../lab-frame';
import { LossChart } from '../loss-chart';
import { Plane, type Drawing } from '../plane';
import { token } from '../use-shown-theme';
import { usePlayer } from '../use-player';
import { CURVE_X, goOn, LOOK_STEPS, NEW_LEARNER, setUp, type Learner, type Setup } from './learner';
import styles from './overfitting.module.css';

const FROM = { x: -1.08, y: -1.7 };
const TO = { x: 1.08, y: 1.7 };
const NONE: Remedies = { dropout: 0, decay: 0, stopsEarly: false, points: FEW_POINTS };
const REMEDIES = [
  { name: 'Dropout', help: '30 % of the hidden units are left out of each step', on: { dropout: 0.3 }, off: { dropout: 0 }, isOn: ({ dropout }: Remedies) => dropout > 0 },
  { name: 'Weight decay', help: 'Large weights cost: λ = 0.02', on: { decay: 0.02 }, off: { decay: 0 }, isOn: ({ decay }: Remedies) => decay > 0 },
  { name: 'Early stopping', help: 'The weights with the lowest loss on held points count', on: { stopsEarly: true }, off: { stopsEarly: false }, isOn: ({ stopsEarly }: Remedies) => stopsEarly },
  { name: 'More data', help: `${MANY_POINTS} points in place of ${FEW_POINTS}`, on: { points: MANY_POINTS }, off: { points: FEW_POINTS }, isOn: ({ points }: Remedies) => points > FEW_POINTS },
] as const;

export function OverfittingLab() {
  const [seed, setSeed] = useState(1);
  const [remedies, setRemedies] = useState<Remedies>({ ...NONE, decay: 0.02 });
  const setups = useMemo(() => [setUp(NONE, seed), setUp(remedies, seed)] as const, [remedies, seed]);
  const [learners, setLearners] = useState<readonly [Learner, Learner]>([NEW_LEARNER, NEW_LEARNER]);
  const go = async (): Promise<boolean> => {
    const next = [await goOn(setups[0], learners[0]), await goOn(setups[1], learners[1])] as const;
    // What was changed meanwhile begins anew.
    setLearners((now) => (now === learners ? next : now));
    return next.some(({ isOver }) => !isOver);
  };
  const player = usePlayer(go);
  const change = (next: Partial<Remedies>): void => {
    player.pause();
    setRemedies({ ...remedies, ...next });
    // Side by side they mean something only at the same step.
    setLearners([NEW_LEARNER, NEW_LEARNER]);
  };
  return (
    <LabFrame
      title="Overfitting and its remedies"
      lesson="Twelve noisy points and a network that can bend through all of them: its loss on them falls towards zero, while on points that it has not seen it rises. Each remedy keeps it closer to the dashed curve."
      picture={
        <div className={styles.pair}>
          <Side title="As it is" setup={setups[0]} learner={learners[0]} />
          <Side title="With remedies" setup={setups[1]} learner={learners[1]} />
        </div>
      }
    >
      <RunBar
        player={player}
        verb="Train"
        unavailable={learners.every(({ isOver }) => isOver)}
        onStep={() => void go().catch(report)}
        onReset={() => setLearners([NEW_LEARNER, NEW_LEARNER])}
      />
      <p className={styles.note}>{`A step here is ${LOOK_STEPS} updates of each network.`}</p>
      <Group title="Remedies">
        {REMEDIES.map(({ name, help, on, off, isOn }) => (
          <label key={name} className={styles.remedy}>
            <Toggle aria-label={name} checked={isOn(remedies)} onCheckedChange={(checked) => change(checked ? on : off)} />
            <span>
              {name}
              <small>{help}</small>
            </span>
          </label>
        ))}
      </Group>
      <Seed
        value={seed}
        onChange={(next) => {
          player.pause();
          setSeed(next);
          setLearners([NEW_LEARNER, NEW_LEARNER]);
        }}
      />
    </LabFrame>
  );
}

function Side({ title, setup, learner }: { readonly title: string; readonly setup: Setup; readonly learner: Learner }) {
  const { losses, heldLosses, shown, step, isOver } = learner;
  const curve = learner.curves[shown];
  const draw = useCallback((drawing: Drawing) => drawFit(drawing, setup, curve), [setup, curve]);
  const curves = useMemo(() => {
    const x = losses.map((_, look) => (look + 1) * LOOK_STEPS);
    return losses.length === 0 ? [] : [{ name: 'training', style: 'train', run: 0, x, y: [...losses] } as const, { name: 'held points', style: 'validation', run: 0, x, y: [...heldLosses] } as const];
  }, [losses, heldLosses]);
  const state = shown < 0 ? 'not trained yet' : `step ${step} · training ${valueText(losses[shown]!)} · held points ${valueText(heldLosses[shown]!)}${setup.stopsEarly && isOver ? ` · stopped, weights of step ${(shown + 1) * LOOK_STEPS}` : ''}`;
  return (
    <section className={styles.side} aria-label={title}>
      <h2>{title}</h2>
      <p className={styles.state}>{state}</p>
      <Plane label={`${title}: ${setup.train.x.length} points, the curve behind them and the one that is learned; ${state}`} from={FROM} to={TO} ratio={1} draw={draw} />
      <LossChart title="Loss" caption="— training  - - held points" curves={curves} isLog empty="Train, and both losses appear here." />
    </section>
  );
}

function drawFit({ context, width, height, scale, at }: Drawing, { train, held }: Setup, learned: readonly number[] | undefined): void {
  context.fillStyle = token('--panel');
  context.fillRect(0, 0, width, height);
  const line = (values: readonly number[], colour: string, dash: readonly number[], thickness: number): void => {
    context.beginPath();
    values.forEach((y, index) => {
      const place = at({ x: CURVE_X[index]!, y });
      context.lineTo(place.x, place.y);
    });
    context.setLineDash(dash.map((length) => length * scale));
    context.strokeStyle = token(colour);
    context.lineWidth = thickness * scale;
    context.stroke();
    context.setLineDash([]);
  };
  const dots = ({ x, y }: typeof train, colour: string, radius: number): void => {
    context.fillStyle = token(colour);
    x.forEach((value, index) => {
      const place = at({ x: value, y: y[index]! });
      context.beginPath();
      context.arc(place.x, place.y, radius * scale, 0, 2 * Math.PI);
      context.fill();
    });
  };
  line(CURVE_X.map(trueCurve), '--faint', [5, 4], 1.4);
  dots(held, '--line-strong', 2);
  if (learned) line(learned, '--accent', [], 2.2);
  dots(train, '--kind-activation', 4);
}
