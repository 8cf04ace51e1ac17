/** Inputs and targets typed in by hand: for networks without data, and to change one number and see what follows. */
import { useEffect, useMemo, useState } from 'react';
import { Popover } from 'radix-ui';
import controls from '../../design/controls.module.css';
import { useDocument } from '../../store/document-store';
import { useDebugger, type GivenNumbers } from '../debugger-store';
import { numberFields, withNumber, type NumberField } from './given-numbers';
import { fullText } from '../number-layout';
import styles from '../debugger.module.css';

export function GivenFields() {
  const given = useDebugger((state) => state.given);
  const network = useDocument((state) => state.network);
  const fields = useMemo(() => numberFields(network), [network]);
  if (!given || !fields) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className={controls.button}>Inputs and targets</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} side="top" align="start" sideOffset={6} collisionPadding={12} aria-label="Inputs and targets">
          {fields.map((field) => <FieldGroup key={`${field.role} ${field.box}`} field={field} given={given} />)}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function FieldGroup({ field, given }: { readonly field: NumberField; readonly given: GivenNumbers }) {
  const { box, role, count } = field;
  const title = role === 'inputs' ? box : `${box}: target`;
  return (
    <fieldset className={styles.fieldGroup}>
      <legend>{title}</legend>
      {Array.from({ length: count }, (_, index) => (
        <GivenField key={index} label={count === 1 ? title : `${title} ${index}`} field={field} value={given.samples[0]?.[role]?.[box]?.[index] ?? 0} onValue={(value) => useDebugger.setState({ given: withNumber(given, field, index, value) })} />
      ))}
    </fieldset>
  );
}

function GivenField({ label, field, value, onValue }: { readonly label: string; readonly field: NumberField; readonly value: number; onValue(value: number): void }) {
  const [text, setText] = useState(fullText(value));
  useEffect(() => setText((before) => (Number(before) === value ? before : fullText(value))), [value]);
  const number = Number(text);
  const isWrong = text.trim() === '' || !Number.isFinite(number) || (field.isClass && (!Number.isInteger(number) || number < 0));
  return (
    <input
      className={styles.field}
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? (field.isClass ? 'A class is a whole number, counted from 0.' : 'This must be a number.') : label}
      inputMode="decimal"
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        const typed = Number(target.value);
        if (target.value.trim() !== '' && Number.isFinite(typed) && !(field.isClass && (!Number.isInteger(typed) || typed < 0))) onValue(typed);
      }}
    />
  );
}
