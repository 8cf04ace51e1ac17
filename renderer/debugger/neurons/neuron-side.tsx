/** Of the chosen weight: its number, to be changed, and ∂L/∂w as it is derived by hand. Of a unit: how its answer comes about. */
import { useEffect, useState } from 'react';
import type { ElementPlace } from '../../../engine/explain/expression/expression';
import type { WrittenDerivation } from '../../../engine/explain/dense/write-derivation';
import controls from '../../design/controls.module.css';
import { Calculation } from '../formula-view';
import { chooseElement, useDebugger } from '../debugger-store';
import { fullText } from '../number-layout';
import type { ReadPage } from '../step-answers';
import { useAsked, useFormula } from '../use-asked';
import { editWeight, whyFixed } from './edit-weight';
import type { UnitPicture } from './unit-picture';
import type { UnitValues } from './use-unit-values';
import styles from './neurons.module.css';

export function NeuronSide({ picture, values }: { readonly picture: UnitPicture; readonly values: UnitValues }) {
  const element = useDebugger((state) => state.element);
  const mode = useDebugger((state) => state.mode);
  const same = (place: ElementPlace): boolean => element?.value === place.value && element.position.join() === place.position.join();
  const weight = weightsOf(picture).find(({ place }) => same(place));
  const unit = picture.circles.find(({ place }) => same(place));
  const page = weight && values.page(weight.place.value);
  const { answer: derivations, problem } = useAsked(mode === 'train' ? 'derivations' : undefined, (client, request) => client.request('network.traceDerivations', request));
  return (
    <div className={styles.side}>
      <div className={styles.weight}>
        <select className={controls.select} aria-label="Weight" value={weight?.name ?? ''} onChange={({ target }) => chooseElement(weightsOf(picture).find(({ name }) => name === target.value)?.place)}>
          <option value="">Choose a weight</option>
          {weightsOf(picture).map(({ name }) => <option key={name} value={name}>{name}</option>)}
        </select>
        {weight && page && <WeightField key={`${weight.name} ${whyFixed(weight.place) ?? ''}`} name={weight.name} place={weight.place} page={page} />}
      </div>
      {weight && whyFixed(weight.place) !== undefined && <p className={styles.fixed}>{whyFixed(weight.place)}</p>}
      {weight && <WeightDerivation derivation={derivations?.find(({ weight: name }) => name === weight.name)} problem={problem} isTest={mode === 'test'} />}
      {unit && <UnitFormula place={unit.place} />}
      {!weight && !unit && <p className={styles.fixed}>Choose a line to see the derivation of its gradient, or a circle to see how its answer comes about.</p>}
    </div>
  );
}

/** Biases have no line, but a derivation as well. */
function weightsOf({ edges, circles }: UnitPicture): readonly { readonly name: string; readonly place: ElementPlace }[] {
  return [...edges, ...circles.flatMap(({ bias }) => (bias ? [bias] : []))];
}

function WeightDerivation({ derivation, problem, isTest }: { readonly derivation: WrittenDerivation | undefined; readonly problem: string | undefined; readonly isTest: boolean }) {
  if (isTest) return <p className={styles.fixed}>A pass in use has no gradients. Choose “Training step” to derive them.</p>;
  return <Calculation calculation={derivation} problem={problem} subject={derivation?.text.subject} hint="Working out the derivation." />;
}

function UnitFormula({ place: { value, position } }: { readonly place: ElementPlace }) {
  const { answer, problem } = useFormula(`${value}[${position.join(',')}]`, true);
  return <Calculation calculation={answer?.formula} problem={problem} subject={answer?.formula?.text.subject ?? value} hint="This goes into the step as it is: it is given, not computed." />;
}

function WeightField({ name, place, page }: { readonly name: string; readonly place: ElementPlace; readonly page: ReadPage }) {
  const value = page.numbers[place.position.reduce((index, at, axis) => index * page.shape[axis]! + at, 0)]!;
  const [text, setText] = useState(fullText(value));
  useEffect(() => setText((before) => (Math.fround(Number(before)) === value ? before : fullText(value))), [value]);
  const isWrong = text.trim() === '' || !Number.isFinite(Number(text));
  return (
    <input
      aria-label={`Value of ${name}`}
      inputMode="decimal"
      value={text}
      readOnly={whyFixed(place) !== undefined}
      aria-invalid={isWrong}
      title={isWrong ? 'This must be a number.' : undefined}
      onChange={({ target }) => {
        setText(target.value);
        const typed = Number(target.value);
        if (target.value.trim() !== '' && Number.isFinite(typed)) editWeight(place, page, typed);
      }}
    />
  );
}
