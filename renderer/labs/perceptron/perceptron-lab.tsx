import { useCallback, useState } from 'react';
import { RandomStream } from '../../../engine/core/random';
import { isSolved, learn, passTwoLayers, TASKS, XOR_LAYERS, type PerceptronState, type PerceptronUpdate } from '../../../engine/labs/perceptron';
import controls from '../../design/controls.module.css';
import { Choice, Figures, Group, Seed, Segments, Slider } from '../fields';
import { LabFrame, RunBar } from '../lab-frame';
import { addend, plainNumber, vector } from '../number-text';
import { Plane, type Drawing } from '../plane';
import { usePlayer } from '../use-player';
import { drawPerceptron, drawTwoLayers } from './draw-perceptron';
import { PlainTable, UpdateTable } from './update-table';

const FROM = { x: -0.6, y: -0.6 };
const TO = { x: 1.6, y: 1.6 };
const STEP_MS = 350;
/** Passes after which it is plain that there is no end. */
const MOST_PASSES = 40;

/** Small, of one digit, so that sums can be followed. */
function startOf(seed: number): PerceptronState {
  const random = new RandomStream(seed, 'perceptron-lab');
  const draw = (): number => Math.round(random.between(-1, 1) * 10) / 10;
  return { weights: [draw(), draw()], bias: draw() };
}

interface Setting {
  readonly task: string;
  readonly rate: number;
  readonly threshold: number;
  readonly hasBias: boolean;
  readonly seed: number;
  readonly start: PerceptronState;
}

const FIRST: Setting = { task: 'or', rate: 0.5, threshold: 0, hasBias: true, seed: 1, start: startOf(1) };
/** Of the course: one pass, and x₁ AND NOT x₂ is learned. */
const WORKED: Setting = { task: 'and-not', rate: 1.5, threshold: 1, hasBias: false, seed: 1, start: { weights: [1, 1], bias: 0 } };

export function PerceptronLab() {
  const [setting, setSetting] = useState(FIRST);
  const [updates, setUpdates] = useState<readonly PerceptronUpdate[]>([]);
  const [layers, setLayers] = useState<'one' | 'two'>('one');
  const { patterns } = TASKS.find(({ name }) => name === setting.task)!;
  const state = updates.at(-1)?.after ?? setting.start;
  const solved = isSolved(state, patterns, setting.threshold);
  const isEndless = !solved && updates.length >= MOST_PASSES * patterns.length;
  const step = (): PerceptronUpdate => {
    const update = learn(state, patterns, updates.length % patterns.length, setting);
    setUpdates([...updates, update]);
    return update;
  };
  const player = usePlayer(async () => {
    const { after } = step();
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    return !(isSolved(after, patterns, setting.threshold) && (updates.length + 1) % patterns.length === 0) && updates.length + 1 < MOST_PASSES * patterns.length;
  });
  const change = (next: Partial<Setting>): void => {
    player.pause();
    setSetting({ ...setting, ...next });
    setUpdates([]);
  };
  const current = updates.at(-1)?.pattern;
  const draw = useCallback(
    (drawing: Drawing) => (layers === 'two' ? drawTwoLayers(drawing, XOR_LAYERS) : drawPerceptron(drawing, state, { patterns, threshold: setting.threshold, current })),
    [layers, state, patterns, setting.threshold, current],
  );
  const line = `${plainNumber(state.weights[0]!)}·x₁ ${addend(state.weights[1]!)}·x₂${setting.hasBias ? ` ${addend(state.bias)}` : ''} ≥ ${plainNumber(setting.threshold)}`;
  const verdict = solved ? 'Every pattern is on its right side.' : isEndless ? 'No line divides these patterns, so the rule never ends.' : 'Some patterns are on the wrong side.';
  const chooseLayers = (value: 'one' | 'two'): void => {
    setLayers(value);
    change({ task: value === 'two' ? 'xor' : setting.task });
  };
  return (
    <LabFrame
      title="Perceptron"
      lesson="One unit divides the plane by a line. Each wrong answer moves the line: w ← w + α(t − y)x. It finds OR and AND; for XOR there is no line, and it takes two layers."
      picture={<Plane label={layers === 'two' ? 'Two hidden units draw two lines; XOR lies outside the strip between them.' : `Unit fires where ${line}. ${verdict}`} from={FROM} to={TO} ratio={1} draw={draw} />}
      numbers={layers === 'one' ? <UpdateTable updates={updates} patterns={patterns} setting={setting} /> : <TwoLayerTable />}
    >
      <Segments label="Layers" value={layers} choices={[{ value: 'one', title: 'One unit' }, { value: 'two', title: 'Two layers' }]} onChange={chooseLayers} />
      {layers === 'one' && (
        <>
          <RunBar player={player} verb="Learn" onStep={step} onReset={() => setUpdates([])} />
          <Figures
            label="State"
            figures={[
              ['fires where', line],
              ['patterns seen', String(updates.length)],
              ['corrections', String(updates.filter(({ error }) => error !== 0).length)],
            ]}
          />
          <p role="status">{verdict}</p>
          <Group title="Task">
            <Choice label="Learn" value={setting.task} choices={TASKS.map(({ name, title }) => ({ value: name, title }))} onChange={(task) => change({ task })} />
            <div>
              <button type="button" className={controls.button} onClick={() => change(WORKED)}>Worked example of the course</button>
            </div>
          </Group>
          <Group title="Rule">
            <Slider label="Rate α" value={setting.rate} min={0.1} max={2} step={0.1} text={plainNumber} onChange={(rate) => change({ rate })} />
            <Slider label="Threshold" value={setting.threshold} min={-1} max={2} step={0.5} text={plainNumber} onChange={(threshold) => change({ threshold })} />
            <Segments label="Bias" value={setting.hasBias ? 'yes' : 'no'} choices={[{ value: 'yes', title: 'With' }, { value: 'no', title: 'Without' }]} onChange={(value) => change({ hasBias: value === 'yes', start: { ...setting.start, bias: value === 'yes' ? startOf(setting.seed).bias : 0 } })} />
            <Seed value={setting.seed} onChange={(seed) => change({ seed, start: { ...startOf(seed), ...(!setting.hasBias && { bias: 0 }) } })} />
          </Group>
        </>
      )}
      {layers === 'two' && <p>{`The first hidden unit has the weights ${vector(XOR_LAYERS.hidden[0]!)} and computes x₁ AND NOT x₂; the second has ${vector(XOR_LAYERS.hidden[1]!)} and computes x₂ AND NOT x₁; the last one has ${vector(XOR_LAYERS.output)} and is the OR of both. Every unit fires when its sum reaches ${XOR_LAYERS.threshold}.`}</p>}
    </LabFrame>
  );
}

function TwoLayerTable() {
  const { patterns } = TASKS.find(({ name }) => name === 'xor')!;
  const rows = patterns.map(({ inputs, target }) => {
    const { hidden, output } = passTwoLayers(XOR_LAYERS, inputs);
    return [...inputs, ...hidden, output, target];
  });
  return <PlainTable label="Two layers on every pattern" heads={['x₁', 'x₂', 'hidden 1', 'hidden 2', 'y', 't']} rows={rows.map((row) => row.map(String))} />;
}
