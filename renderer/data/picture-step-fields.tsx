import { useId } from 'react';
import { defaultImageSteps, type ResizeMode } from '../../engine/data/preprocess';
import { updateNode } from '../../engine/document/edits';
import type { GraphNode } from '../../engine/document/model';
import controls from '../design/controls.module.css';
import { shapeText } from '../network/text';
import { editDocument, useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { stepsOf, withSteps } from './edit-data';
import fields from './fields.module.css';
import { shapeOf, stepsFor } from './fit-network';
import { NumberField } from './number-field';
import { choicesOf, MODE_TITLES, RANGE_TITLES, stepsOfChoices, type NumberRange, type PictureChoices } from './picture-steps';
import styles from './prepare-view.module.css';

/** How the pictures of a column become what an Input takes. */
export function PictureStepFields({ column, input }: { readonly column: string; readonly input: GraphNode }) {
  const order = useSession((state) => state.shapeOrder);
  const given = useDocument((state) => stepsOf(state.document.data, column));
  const shape = shapeOf(input);
  const [channels, height, width] = shape as [number, number, number];
  const choices = choicesOf(given ?? stepsFor(undefined, shape));
  const change = (label: string, changes: Partial<PictureChoices>, visit?: string): void => {
    if (choices) editDocument(label, (document) => withSteps(document, column, stepsOfChoices({ ...choices, ...changes }, shape)), visit);
  };
  const recolour = (wanted: 1 | 3): void =>
    editDocument(wanted === 1 ? 'Take pictures in grey' : 'Take pictures in colour', (document) => {
      const next = [wanted, height, width];
      const changed = { ...document, graph: updateNode(document.graph, input.id, { params: { ...input.params, shape: next } }) };
      return given ? withSteps(changed, column, stepsFor(given, next)) : changed;
    });
  return (
    <div className={styles.steps}>
      <p className={styles.hint}>{`“${input.name}” takes ${shapeText(shape, order)}; every picture is brought to that size.`}</p>
      <Choice label="Colour" value={String(channels)} options={[['1', 'grey'], ['3', 'red, green, blue']]} onChange={(value) => recolour(value === '1' ? 1 : 3)} />
      {choices ? (
        <>
          <Choice label="Resize" value={choices.mode} options={Object.entries(MODE_TITLES)} onChange={(mode) => change('Change how pictures are resized', { mode: mode as ResizeMode })} />
          {choices.mode === 'pad' && <NumberField label="Border" value={choices.fill} least={0} most={255} isWhole help="0 is black, 255 white" onChange={(fill, visit) => change('Change the border', { fill }, visit)} />}
          <Choice label="Numbers" value={choices.range} options={Object.entries(RANGE_TITLES)} onChange={(range) => change('Change the range of numbers', { range: range as NumberRange, ...(range === 'standard' && { mean: Array(channels).fill(0.5), standardDeviation: Array(channels).fill(0.25) }) })} />
          {choices.range === 'standard' && <Standard choices={choices} onChange={(changes, visit) => change('Change mean and deviation', changes, visit)} />}
        </>
      ) : (
        <>
          <p className={styles.hint}>The steps of this column were written elsewhere and are more than these fields can say.</p>
          <button type="button" className={controls.button} onClick={() => editDocument('Use the usual steps', (document) => withSteps(document, column, defaultImageSteps({ channels: channels === 1 ? 1 : 3, height, width })))}>Use the usual steps</button>
        </>
      )}
    </div>
  );
}

const CHANNELS = ['red', 'green', 'blue'];

function Standard({ choices: { mean, standardDeviation }, onChange }: { readonly choices: PictureChoices; onChange(changes: Partial<PictureChoices>, visit: string): void }) {
  const replace = (list: readonly number[], index: number, value: number): readonly number[] => list.map((old, at) => (at === index ? value : old));
  return mean.map((value, index) => {
    const of = mean.length === 1 ? '' : ` ${CHANNELS[index] ?? index + 1}`;
    return (
      <div key={index}>
        <NumberField label={`Mean${of}`} value={value} least={-10} most={10} onChange={(next, visit) => onChange({ mean: replace(mean, index, next) }, visit)} />
        <NumberField label={`Deviation${of}`} value={standardDeviation[index] ?? 1} least={0.001} most={10} onChange={(next, visit) => onChange({ standardDeviation: replace(standardDeviation, index, next) }, visit)} />
      </div>
    );
  });
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  onChange(value: string): void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className={fields.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className={controls.select} value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([key, title]) => (
          <option key={key} value={key}>{title}</option>
        ))}
      </select>
    </div>
  );
}
