/** One parameter of the open block: its name, what it may be, what it is unless told. */
import { X } from 'lucide-react';
import { fail } from '../../engine/core/diagnostic';
import { parameterUsers, removeParameter, renameParameter, updateParameter, type ParameterChanges } from '../../engine/document/block-interface';
import { isExpression } from '../../engine/document/block-arguments';
import type { BlockDefinition, BlockParameter, Json } from '../../engine/document/model';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { editDocument } from '../store/document-store';
import { notify } from '../store/session-store';
import { CommitField } from './commit-field';
import styles from './block-inspector.module.css';

type Kind = BlockParameter['kind'];
const KINDS: Readonly<Record<Kind, string>> = { integer: 'whole number', number: 'number', boolean: 'yes or no', text: 'text', json: 'anything' };

export function BlockParameterRow({ block, parameter }: { readonly block: BlockDefinition; readonly parameter: BlockParameter }) {
  const { id, name: owner } = block;
  const { name, kind, default: value, min, max, choices } = parameter;
  const users = parameterUsers(block, name);
  const update = (what: string, changes: ParameterChanges): void => editDocument(`Set ${what} of ${name} of ${owner}`, (document) => updateParameter(document, id, name, changes));
  const remove = (): void => {
    if (users.length > 0) return notify(`${users.join(', ')} ${users.length === 1 ? 'uses' : 'use'} ${name}. Put a value there first.`, 'error');
    editDocument(`Remove the parameter ${name} of ${owner}`, (document) => removeParameter(document, id, name));
  };
  return (
    <li className={styles.parameter}>
      <div className={styles.row}>
        <CommitField className={styles.text} label={`Name of the parameter ${name}`} value={name} onCommit={(wanted) => editDocument(`Rename the parameter ${name} of ${owner}`, (document) => renameParameter(document, id, name, wanted))} />
        <select className={controls.select} aria-label={`Kind of ${name}`} value={kind} onChange={({ target }) => update('the kind', { kind: target.value as Kind })}>
          {Object.entries(KINDS).map(([one, text]) => <option key={one} value={one}>{text}</option>)}
        </select>
        <Tip text={users.length === 0 ? 'Remove it' : `Used by ${users.join(', ')}`} side="left">
          <button type="button" className={controls.icon} aria-label={`Remove the parameter ${name}`} aria-disabled={users.length > 0} onClick={remove}>
            <X size={14} aria-hidden />
          </button>
        </Tip>
      </div>
      <div className={styles.bounds}>
        <label>
          <span>Default</span>
          <CommitField className={styles.text} label={`Default of ${name}`} value={valueText(value)} onCommit={(text) => update('the default', { default: readValue(parameter, text) })} />
        </label>
        {(kind === 'integer' || kind === 'number') &&
          (['min', 'max'] as const).map((bound) => (
            <label key={bound}>
              <span>{bound === 'min' ? 'From' : 'Up to'}</span>
              <CommitField className={styles.text} label={`${bound === 'min' ? 'Smallest' : 'Largest'} ${name}`} placeholder="any" value={String((bound === 'min' ? min : max) ?? '')} onCommit={(text) => update('the range', { [bound]: text === '' ? undefined : readNumber(text, kind) })} />
            </label>
          ))}
        {kind === 'text' && (
          <label className={styles.choices}>
            <span>Choices</span>
            <CommitField className={styles.text} label={`Choices of ${name}`} placeholder="any text" value={choices?.join(', ') ?? ''} onCommit={(text) => update('the choices', { choices: text === '' ? undefined : text.split(',').map((choice) => choice.trim()).filter(Boolean) })} />
          </label>
        )}
      </div>
    </li>
  );
}

function valueText(value: Json): string {
  if (isExpression(value)) return `= ${value.expression}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A text after = is computed from the parameters before this one. Throws LoomError for what the kind does not take. */
function readValue({ kind, choices }: BlockParameter, text: string): Json {
  if (text.startsWith('=')) return { expression: text.slice(1).trim() };
  if (kind === 'integer' || kind === 'number') return readNumber(text, kind);
  if (kind === 'text') return !choices || choices.includes(text) ? text : fail('block-argument', `This must be one of ${choices.join(', ')}.`);
  try {
    const value = JSON.parse(text) as Json;
    if (kind === 'json' || typeof value === 'boolean') return value;
  } catch {
    // Said below, in words.
  }
  return fail('block-argument', kind === 'boolean' ? 'This must be true or false.' : 'This must be a value in JSON, such as [3, 3].');
}

function readNumber(text: string, kind: Kind): number {
  const value = Number(text.replace('−', '-'));
  if (text === '' || !Number.isFinite(value) || (kind === 'integer' && !Number.isInteger(value))) fail('block-argument', `This must be a ${KINDS[kind]}.`);
  return value;
}
