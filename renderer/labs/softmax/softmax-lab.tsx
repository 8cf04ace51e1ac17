import { useEffect, useMemo, useState } from 'react';
import { RandomStream } from '../../../engine/core/random';
import { softmaxNetwork } from '../../../engine/labs/softmax-network';
import { packDocument } from '../../../engine/shell/document-payload';
import controls from '../../design/controls.module.css';
import { report } from '../../shell/connection';
import { percentText } from '../../training/number-text';
import { answerLab } from '../ask-lab';
import { Group, Seed, Slider } from '../fields';
import { LabFrame } from '../lab-frame';
import { plainNumber } from '../number-text';
import styles from './softmax.module.css';

const CLASSES = ['cat', 'dog', 'horse', 'ship'] as const;
const FIRST = [2, 1, 0.1, -1];

export function SoftmaxLab() {
  const [scores, setScores] = useState<readonly number[]>(FIRST);
  const [temperature, setTemperature] = useState(1);
  const [seed, setSeed] = useState(0);
  const [probabilities, setProbabilities] = useState<readonly number[]>();
  const document = useMemo(() => packDocument(softmaxNetwork(CLASSES.length)), []);
  useEffect(() => {
    let isOver = false;
    answerLab({ document, inputs: { scores: scores.map((score) => score / temperature) } }).then((answer) => !isOver && setProbabilities(answer['softmax:out']!.values), report);
    return () => {
      isOver = true;
    };
  }, [document, scores, temperature]);
  const draw = (next: number): void => {
    const random = new RandomStream(next, 'softmax-lab');
    setSeed(next);
    setScores(next === 0 ? FIRST : CLASSES.map(() => Math.round(random.between(-4, 4) * 10) / 10));
  };
  const entropy = probabilities?.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);
  return (
    <LabFrame
      title="Softmax and its temperature"
      lesson="Scores become probabilities that add up to 1. A low temperature sharpens them towards the largest score; a high one makes all classes alike."
      picture={
        <div className={styles.page}>
          <ul className={styles.bars} aria-label="Probabilities">
            {CLASSES.map((name, index) => (
              <li key={name}>
                <span>{name}</span>
                <span className={styles.track}><span className={styles.bar} style={{ width: `${(probabilities?.[index] ?? 0) * 100}%` }} /></span>
                <output>{probabilities ? percentText(probabilities[index]!) : '–'}</output>
              </li>
            ))}
          </ul>
          <p className={styles.formula}>{'pᵢ = e^(zᵢ / T) / Σⱼ e^(zⱼ / T)'}</p>
          <table className={styles.table} aria-label="Every number of the formula">
            <thead>
              <tr>
                <th scope="col">class</th>
                <th scope="col">z</th>
                <th scope="col">z / T</th>
                <th scope="col">e^(z / T)</th>
                <th scope="col">p</th>
              </tr>
            </thead>
            <tbody>
              {CLASSES.map((name, index) => {
                const scaled = scores[index]! / temperature;
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{plainNumber(scores[index]!)}</td>
                    <td>{plainNumber(scaled)}</td>
                    <td>{power(scaled)}</td>
                    <td>{probabilities ? probabilities[index]!.toFixed(4) : '–'}</td>
                  </tr>
                );
              })}
              <tr>
                <th scope="row">sum</th>
                <td />
                <td />
                <td>{power(undefined, scores.map((score) => score / temperature))}</td>
                <td>{probabilities ? probabilities.reduce((sum, p) => sum + p, 0).toFixed(4) : '–'}</td>
              </tr>
            </tbody>
          </table>
          <p className={styles.entropy}>{entropy === undefined ? '' : `Uncertainty (entropy): ${entropy.toFixed(3)} of at most ${Math.log2(CLASSES.length)} bits`}</p>
        </div>
      }
    >
      <Group title="Temperature">
        <Slider label="T" value={temperature} min={0.1} max={10} step={0.1} text={(value) => value.toFixed(1)} onChange={setTemperature} />
      </Group>
      <Group title="Scores">
        {CLASSES.map((name, index) => (
          <Slider key={name} label={`z of ${name}`} value={scores[index]!} min={-5} max={5} step={0.1} text={(value) => value.toFixed(1)} onChange={(value) => setScores(scores.map((old, at) => (at === index ? value : old)))} />
        ))}
      </Group>
      <Seed value={seed} onChange={draw} />
      <div>
        <button type="button" className={controls.button} onClick={() => (draw(0), setTemperature(1))}>Reset</button>
      </div>
    </LabFrame>
  );
}

/** e to the power, or the sum of several. */
function power(one: number | undefined, several: readonly number[] = []): string {
  const value = one === undefined ? several.reduce((sum, each) => sum + Math.exp(each), 0) : Math.exp(one);
  return value >= 1e5 || (value < 1e-3 && value > 0) ? value.toExponential(2) : value.toFixed(4);
}
