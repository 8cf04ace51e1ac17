/** One weight under its own optimizer and under another, update by update, on the very same gradients. */
import { useMemo, useState } from 'react';
import type { NamedSettings } from '../../../engine/document/model';
import { learningRateOf, WEIGHTWISE_OPTIMIZERS, type OptimizerName } from '../../../engine/optimizers';
import { DEFAULT_TRAINING } from '../../../engine/run/default-training';
import type { Trace } from '../../../engine/run/trace-listing';
import controls from '../../design/controls.module.css';
import { useDocument } from '../../store/document-store';
import { useRun } from '../../store/run-store';
import { chooseElement, currentOrigin, useDebugger } from '../debugger-store';
import { elementName } from '../number-layout';
import { useAsked } from '../use-asked';
import { RivalTable } from './rival-table';
import { trainedElement, trainedTensors } from './trained-element';
import styles from './optimizers.module.css';

export function OptimizersBody({ trace }: { readonly trace: Trace }) {
  const origin = useDebugger(currentOrigin) ?? '';
  const element = useDebugger((state) => state.element);
  const tensors = useMemo(() => trainedTensors(trace, origin), [trace, origin]);
  const own = useOwnOptimizer();
  const [rivalName, setRivalName] = useState<OptimizerName>(own.name === 'adam' ? 'momentum' : 'adam');
  const [rate, setRate] = useState<number>();
  const rival: NamedSettings = { name: rivalName, learningRate: rate ?? learningRateOf(own) };
  const chosen = trainedElement(tensors, element);
  const tensor = chosen && tensors.find(({ name }) => name === chosen.value);
  const asked = chosen && `${chosen.value}[${chosen.position.join(',')}]`;
  const { answer, problem } = useAsked(asked && JSON.stringify([asked, own, rival]), (client, request) => client.request('network.traceRivals', { ...request, element: asked!, optimizers: [own, rival] }));
  if (!tensor) return <p className={styles.hint}>This step changes no weights.</p>;
  const [first, second] = answer?.rivals ?? [];
  return (
    <div className={styles.body}>
      <div className={styles.choices}>
        <label>
          Weight
          <select className={controls.select} value={tensor.name} onChange={({ target }) => chooseElement({ value: target.value, position: tensors.find(({ name }) => name === target.value)!.shape.map(() => 0) })}>
            {tensors.map(({ name }) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        {tensor.shape.map((size, axis) => (
          <PlaceField key={axis} label={tensor.axes[axis]!} size={size} at={chosen!.position[axis]!} onAt={(at) => chooseElement({ value: tensor.name, position: chosen!.position.map((one, index) => (index === axis ? at : one)) })} />
        ))}
        <label>
          Beside
          <select className={controls.select} value={rivalName} onChange={({ target }) => setRivalName(target.value as OptimizerName)}>
            {WEIGHTWISE_OPTIMIZERS.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
          </select>
        </label>
        <RateField rate={rate ?? learningRateOf(own)} onRate={setRate} />
      </div>
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      {answer && first && second && (
        <>
          <RivalTable subject={elementName(tensor.name, chosen!.position, tensor.shape, tensor.axes)} first={answer.first} rivals={[first, second]} />
          <p className={styles.hint}>
            {trace.step === 1 ? 'Go to later updates to see moments build up. ' : ''}
            Both get the gradients of the training that is traced, without decay, clipping or schedule.
          </p>
        </>
      )}
    </div>
  );
}

/** Of the weights that are traced: the run's, or the document's. */
function useOwnOptimizer(): NamedSettings {
  const isRun = useDebugger(({ request }) => request !== undefined && 'run' in request.from);
  const ofRun = useRun(({ document }) => document?.training);
  const ofDocument = useDocument(({ document }) => document.training);
  const { program } = (isRun ? ofRun : ofDocument) ?? DEFAULT_TRAINING;
  return program[0]!.optimizer;
}

interface PlaceFieldProps {
  readonly label: string;
  readonly size: number;
  readonly at: number;
  onAt(at: number): void;
}

function PlaceField({ label, size, at, onAt }: PlaceFieldProps) {
  return (
    <label>
      {label}
      <input type="number" className={styles.place} min={0} max={size - 1} value={at} onChange={({ target }) => {
        const next = Number(target.value);
        if (target.value !== '' && Number.isInteger(next) && next >= 0 && next < size) onAt(next);
      }} />
    </label>
  );
}

function RateField({ rate, onRate }: { readonly rate: number; onRate(rate: number): void }) {
  const [text, setText] = useState<string>();
  const shown = text ?? String(rate);
  const isWrong = readRate(shown) === undefined;
  return (
    <label>
      at learning rate
      <input className={styles.place} inputMode="decimal" value={shown} aria-invalid={isWrong} title={isWrong ? 'This must be a number from 0.' : undefined} onBlur={() => setText(undefined)} onChange={({ target }) => {
        setText(target.value);
        const next = readRate(target.value);
        if (next !== undefined) onRate(next);
      }} />
    </label>
  );
}

function readRate(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
