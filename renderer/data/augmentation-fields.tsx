import { useId, useRef } from 'react';
import type { Augmentation } from '../../engine/data/augment/augmentation';
import { Tip } from '../design/tip';
import { Toggle } from '../design/toggle';
import { useDocument } from '../store/document-store';
import { AUGMENTATION_KINDS, writeAmount, type AugmentationField, type AugmentationKind } from './augmentation-kinds';
import { augmentationsOf, setAugmentations } from './edit-data';
import fields from './fields.module.css';
import styles from './prepare-view.module.css';

/** The random changes of training pictures, each with a switch. */
export function AugmentationFields() {
  const data = useDocument((state) => state.document.data);
  const list = augmentationsOf(data);
  return (
    <ul className={styles.kinds} aria-label="Augmentation">
      {AUGMENTATION_KINDS.map((kind) => (
        <Kind key={kind.kind} kind={kind} list={list} />
      ))}
    </ul>
  );
}

function Kind({ kind: { kind, title, help, usual, fields: amounts }, list }: { readonly kind: AugmentationKind; readonly list: readonly Augmentation[] }) {
  const id = useId();
  const now = list.find((one) => one.kind === kind);
  const toggle = (isOn: boolean): void => setAugmentations(`${isOn ? 'Add' : 'Remove'} ${title.toLowerCase()}`, isOn ? [...list, usual] : list.filter((one) => one.kind !== kind));
  return (
    <li className={styles.kind}>
      <div className={styles.kindHead}>
        <Tip text={help} side="left">
          <label htmlFor={id}>{title}</label>
        </Tip>
        <Toggle id={id} checked={now !== undefined} onCheckedChange={toggle} />
      </div>
      {now && amounts.map((field) => <Amount key={field.name} title={title} field={field} now={now} onChange={(next, visit) => setAugmentations(`Change ${title.toLowerCase()}`, list.map((one) => (one === now ? next : one)), visit)} />)}
    </li>
  );
}

let visits = 0;

interface AmountProps {
  readonly title: string;
  readonly field: AugmentationField;
  readonly now: Augmentation;
  /** `visit` joins one drag of the slider into one step of history. */
  onChange(next: Augmentation, visit: string): void;
}

function Amount({ title, field: { name, label, least, most, step, unit }, now, onChange }: AmountProps) {
  const visit = useRef('');
  const begin = (): void => {
    visit.current = `amount ${++visits}`;
  };
  const value = (now as unknown as Readonly<Record<string, number>>)[name]!;
  return (
    <label className={fields.range}>
      <span>{label}</span>
      <input type="range" aria-label={`${title}: ${label.toLowerCase()}`} min={least} max={most} step={step} value={value} onPointerDown={begin} onFocus={begin} onChange={({ target }) => onChange({ ...now, [name]: Number(target.value) } as Augmentation, visit.current)} />
      <output>{writeAmount(value, unit)}</output>
    </label>
  );
}
