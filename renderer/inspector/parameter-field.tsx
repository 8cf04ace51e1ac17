/** One parameter: its label, control, unit, range, help, and what is wrong with what was typed. */
import { RotateCcw, Variable } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { ParameterSpec } from '../../engine/core/parameters';
import type { Json } from '../../engine/document/model';
import { classes } from '../design/classes';
import { Tip } from '../design/tip';
import { Toggle } from '../design/toggle';
import { useSession } from '../store/session-store';
import { fieldText, readField } from './field-text';
import styles from './inspector.module.css';

interface ParameterFieldProps {
  readonly name: string;
  readonly spec: ParameterSpec<unknown>;
  /** As the document keeps it; undefined for the default. */
  readonly given: Json | undefined;
  readonly inBlock: boolean;
  /** What the engine says about it. */
  readonly problem?: string | undefined;
  /** `visit` is the same from the moment the field gets the keyboard until it loses it. */
  onChange(value: Json | undefined, visit: string): void;
  /** Makes it a parameter of the block around; absent outside of blocks and where it is one. */
  readonly onExpose?: (() => void) | undefined;
}

let visits = 0;

export function ParameterField({ name, spec, given, inBlock, problem, onChange, onExpose }: ParameterFieldProps) {
  const id = useId();
  const visit = useRef('');
  const begin = () => {
    visit.current = `visit ${++visits}`;
  };
  const value = given ?? (spec.default as Json);
  return (
    <div className={styles.field} onFocus={(event) => !event.currentTarget.contains(event.relatedTarget) && begin()}>
      {onExpose && (
        <Tip text="Make it a parameter of the block" side="left">
          <button type="button" className={styles.expose} aria-label={`Make ${spec.label.toLowerCase()} a parameter of the block`} onClick={onExpose}>
            <Variable size={12} aria-hidden />
          </button>
        </Tip>
      )}
      <Tip text={spec.help} side="left">
        <label htmlFor={id} className={styles.label}>{spec.label}</label>
      </Tip>
      <div className={styles.control}>
        {spec.kind === 'boolean' ? (
          <Toggle id={id} checked={value === true} onCheckedChange={(on) => { begin(); onChange(on, visit.current); }} />
        ) : spec.kind === 'choice' ? (
          <select id={id} className={styles.input} value={String(value)} onChange={({ target }) => { begin(); onChange(target.value, visit.current); }}>
            {spec.options!.map((option) => (
              <option key={option} value={option}>{option.replaceAll('-', ' ')}</option>
            ))}
          </select>
        ) : (
          <TextField id={id} name={name} spec={spec} value={value} inBlock={inBlock} problem={problem} onChange={(next) => onChange(next, visit.current)} />
        )}
        {given !== undefined && JSON.stringify(given) !== JSON.stringify(spec.default) && (
          <Tip text={`Reset to ${fieldText(spec, spec.default, name, 'channels-first')}`} side="left">
            <button type="button" className={styles.reset} aria-label={`Reset ${spec.label.toLowerCase()}`} onClick={() => onChange(undefined, `reset ${++visits}`)}>
              <RotateCcw size={12} aria-hidden />
            </button>
          </Tip>
        )}
      </div>
    </div>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly name: string;
  readonly spec: ParameterSpec<unknown>;
  readonly value: Json;
  readonly inBlock: boolean;
  readonly problem?: string | undefined;
  onChange(value: Json): void;
}

/** What is typed reaches the network as soon as it makes sense; until then it stays here with a sentence. */
function TextField({ id, name, spec, value, inBlock, problem, onChange }: TextFieldProps) {
  const order = useSession((state) => state.shapeOrder);
  const shown = fieldText(spec, value, name, order);
  const [text, setText] = useState(shown);
  const [error, setError] = useState<string>();
  const isFocused = useRef(false);
  useEffect(() => {
    // A change from elsewhere, such as undo, shows at once; the person's own typing is left as it is.
    if (!isFocused.current) setText(shown);
    setError(undefined);
  }, [shown]);

  const change = (next: string): void => {
    setText(next);
    const read = readField(spec, next, name, order, inBlock);
    setError('value' in read ? undefined : `This must be ${read.expected}.`);
    if ('value' in read) onChange(read.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') setText(shown);
    if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || spec.kind !== 'integer' || typeof value !== 'number') return;
    event.preventDefault();
    change(String(value + (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1)));
  };
  const complaint = error ?? problem;
  const isShape = name === 'shape' && Array.isArray(value) && value.length === 3;
  const unit = isShape ? (order === 'channels-last' ? 'h × w × c' : 'c × h × w') : spec.unit;
  return (
    <>
      <span className={classes(styles.box, complaint !== undefined && styles.invalid)}>
        <input
          id={id}
          className={styles.text}
          value={text}
          inputMode={spec.kind === 'integer' ? 'numeric' : undefined}
          aria-invalid={complaint !== undefined}
          aria-describedby={complaint === undefined ? undefined : `${id}-error`}
          spellCheck={false}
          autoComplete="off"
          onFocus={() => {
            isFocused.current = true;
          }}
          onBlur={() => {
            isFocused.current = false;
            setText(shown);
            setError(undefined);
          }}
          onChange={({ target }) => change(target.value)}
          onKeyDown={onKeyDown}
        />
        {unit && <small>{unit}</small>}
      </span>
      {complaint !== undefined && (
        <p id={`${id}-error`} className={styles.error} role="alert">{complaint}</p>
      )}
    </>
  );
}
