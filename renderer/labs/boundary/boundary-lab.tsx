import { useCallback, useEffect, useMemo, useState } from 'react';
import { LAB_ACTIVATIONS, type LabActivation } from '../../../engine/labs/boundary-network';
import { POINT_SET_TITLES, POINT_SETS } from '../../../engine/labs/points';
import { OPTIMIZERS } from '../../../engine/optimizers';
import controls from '../../design/controls.module.css';
import { percentText, valueText } from '../../training/number-text';
import { report } from '../../shell/connection';
import { drawAnswers, drawPoint } from '../draw-classes';
import { Choice, Figures, Group, Seed, Segments, Slider, Stops } from '../fields';
import { LabFrame, RunBar } from '../lab-frame';
import { curveOf, LossChart } from '../loss-chart';
import { Plane, type Drawing } from '../plane';
import { usePlayer } from '../use-player';
import { addPoint, clearPoints, GRID_SIDE, MOST_POINTS, REACH, resetBoundary, setNetwork, setPoints, stepBoundary, useBoundary } from './boundary-store';
import { openAsNetwork } from './open-as-network';

const FROM = { x: -REACH, y: -REACH };
const TO = { x: REACH, y: REACH };
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const BATCHES = [1, 4, 16, 64, 256];
const SPEEDS = [1, 5, 25] as const;
const ACTIVATION_TITLES: Readonly<Record<LabActivation, string>> = { tanh: 'Tanh', relu: 'ReLU', sigmoid: 'Sigmoid' };

export function BoundaryLab() {
  const { points, answers, losses, loss, accuracy, state, network, drawn, document } = useBoundary();
  const [speed, setSpeed] = useState<number>(5);
  const [added, setAdded] = useState<0 | 1>(0);
  const player = usePlayer(() => stepBoundary(speed));
  useEffect(() => {
    if (!useBoundary.getState().answers) void stepBoundary(0).catch(report);
  }, []);
  const draw = useCallback(
    (drawing: Drawing) => {
      drawing.context.clearRect(0, 0, drawing.width, drawing.height);
      if (answers) drawAnswers(drawing, answers, GRID_SIDE);
      for (const point of points) drawPoint(drawing, point);
    },
    [answers, points],
  );
  const curves = useMemo(() => (losses.length > 0 ? [curveOf('loss', losses)] : []), [losses]);
  const step = state?.step ?? 0;
  const description = `${points.length} points and where the network divides them${accuracy === undefined ? '' : `: ${percentText(accuracy, 0)} on their own side after ${step} steps`}. Press to add a point, or move with the arrows and press Enter; with Shift, of the other class.`;
  return (
    <LabFrame
      title="Decision boundary"
      lesson="A network without a hidden layer divides the plane by a straight line. Each hidden unit adds a bend; watch how they come together while it trains."
      picture={<Plane label={description} from={FROM} to={TO} ratio={1} draw={draw} onPoint={({ x, y }, isOther) => addPoint({ x, y, label: isOther ? ((1 - added) as 0 | 1) : added })} />}
      numbers={<LossChart title="Loss of each batch" curves={curves} empty="Train, and the loss of each batch appears here." />}
    >
      <RunBar player={player} verb="Train" unavailable={points.length === 0} onStep={() => void stepBoundary(1).catch(report)} onReset={resetBoundary} />
      <Figures
        label="Progress"
        figures={[
          ['steps', step.toLocaleString('en')],
          ['loss', loss === undefined ? '–' : valueText(loss)],
          ['on their own side', accuracy === undefined ? '–' : percentText(accuracy, 1)],
        ]}
      />
      <Segments label="Steps per picture" value={String(speed)} choices={SPEEDS.map((one) => ({ value: String(one), title: String(one) }))} onChange={(value) => setSpeed(Number(value))} />
      <Group title="Points">
        <Choice label="Shape" value={drawn.set} choices={POINT_SETS.map((value) => ({ value, title: POINT_SET_TITLES[value] }))} onChange={(set) => setPoints({ set })} />
        <Slider label="Points" value={drawn.count} min={20} max={400} step={20} onChange={(count) => setPoints({ count })} />
        <Slider label="Noise" value={drawn.noise} min={0} max={0.3} step={0.01} text={(value) => value.toFixed(2)} onChange={(noise) => setPoints({ noise })} />
        <Segments label="A press adds" value={added === 0 ? 'disc' : 'square'} choices={[{ value: 'disc', title: 'Disc' }, { value: 'square', title: 'Square' }]} onChange={(value) => setAdded(value === 'disc' ? 0 : 1)} />
        <div>
          <button type="button" className={controls.button} onClick={() => (player.pause(), clearPoints())}>Remove all points</button>
        </div>
        {points.length >= MOST_POINTS && <p role="status">{`More than ${MOST_POINTS} points are not shown here. Open it as a network for more.`}</p>}
      </Group>
      <Group title="Network">
        <Slider label="Hidden layers" value={network.hidden.length} min={0} max={4} step={1} onChange={(count) => setNetwork({ hidden: Array.from({ length: count }, (_, layer) => network.hidden[layer] ?? network.hidden.at(-1) ?? 4) })} />
        {network.hidden.map((units, layer) => (
          <Slider key={layer} label={`Units of layer ${layer + 1}`} value={units} min={1} max={16} step={1} onChange={(count) => setNetwork({ hidden: network.hidden.map((old, index) => (index === layer ? count : old)) })} />
        ))}
        <Choice label="Activation" value={network.activation} choices={LAB_ACTIVATIONS.map((value) => ({ value, title: ACTIVATION_TITLES[value] }))} onChange={(activation) => setNetwork({ activation })} />
      </Group>
      <Group title="Training">
        <Choice label="Optimizer" value={network.optimizer} choices={Object.values(OPTIMIZERS).map(({ name, title }) => ({ value: name, title }))} onChange={(optimizer) => setNetwork({ optimizer })} />
        <Stops label="Learning rate" value={network.rate} stops={RATES} onChange={(rate) => setNetwork({ rate })} />
        <Stops label="Batch size" value={network.batchSize} stops={BATCHES} onChange={(batchSize) => setNetwork({ batchSize })} />
        <Seed value={network.seed} onChange={(seed) => setNetwork({ seed })} />
      </Group>
      <button type="button" className={controls.button} aria-disabled={points.length === 0} onClick={() => points.length > 0 && void openAsNetwork(document, points).catch(report)}>
        Open as network
      </button>
    </LabFrame>
  );
}
