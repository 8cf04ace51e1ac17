/** Boxes that a model proposes: which model, how sure it must be, and what it found. */
import { Check, Sparkles, X } from 'lucide-react';
import { sentence } from '../../engine/core/diagnostic';
import { acceptAll, askModel, dismissAll } from '../commands/labelling';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { Toggle } from '../design/toggle';
import { useModelChoice } from '../maps/model-choice';
import { ModelSelect } from '../predict/model-select';
import { useRun } from '../store/run-store';
import { colourOf } from './class-panel';
import { placeOf } from './label-classes';
import { useLabelling } from './labelling-store';
import { acceptSuggestions, dismissSuggestions, suggest, suggestionLack, useSuggestions, type Suggestion } from './suggestions';
import styles from './labelling.module.css';

const LEAST = [0.25, 0.5, 0.75, 0.9];

export function SuggestPanel() {
  const { list, path, isAsking, isAutomatic, least, problem } = useSuggestions();
  // Which model is asked, and whether there is one.
  useModelChoice();
  useRun((state) => state.run);
  useLabelling((state) => state.shown);
  const lack = suggestionLack();
  return (
    <section className={styles.part} aria-labelledby="label-suggestions">
      <header>
        <h2 id="label-suggestions">Suggestions</h2>
        {list.length > 0 && <small>{list.length}</small>}
      </header>
      <ModelSelect />
      <div className={styles.line}>
        <label htmlFor="least-score">Least score</label>
        <select id="least-score" className={controls.select} value={least} onChange={({ target }) => useSuggestions.setState({ least: Number(target.value) })}>
          {LEAST.map((score) => <option key={score} value={score}>{`${100 * score} %`}</option>)}
        </select>
      </div>
      <div className={styles.line}>
        <label htmlFor="always-suggest">For every picture</label>
        <Toggle id="always-suggest" checked={isAutomatic} onCheckedChange={(isOn) => { useSuggestions.setState({ isAutomatic: isOn }); if (isOn && lack === undefined) void suggest(); }} />
      </div>
      <div className={styles.actions}>
        <CommandButton command={askModel} icon={Sparkles} label={isAsking ? 'Looking…' : 'Suggest'} />
        {list.length > 0 && <CommandButton command={acceptAll} icon={Check} label="Accept all" />}
        {list.length > 0 && <CommandButton command={dismissAll} icon={X} />}
      </div>
      {lack !== undefined && <p className={styles.hint}>{lack}</p>}
      {problem && <p role="alert" className={styles.problem}>{problem.diagnostics.map(sentence).join(' ')}</p>}
      {path !== undefined && !isAsking && !problem && list.length === 0 && <p role="status" className={styles.hint}>Nothing more to suggest for this picture.</p>}
      {list.length > 0 && <ul className={styles.rows}>{list.map((one) => <SuggestionRow key={one.id} suggestion={one} />)}</ul>}
    </section>
  );
}

function SuggestionRow({ suggestion }: { readonly suggestion: Suggestion }) {
  const categories = useLabelling((state) => state.categories);
  const known = categories.find(({ name }) => name.toLowerCase() === suggestion.name.toLowerCase());
  const percent = `${Math.round(100 * suggestion.score)} %`;
  return (
    <li className={styles.row}>
      <span className={styles.pick}>
        <i className={styles.colour} style={colourOf(known ? placeOf(categories, known.id) : categories.length)} aria-hidden />
        <span>{suggestion.name}</span>
        <small>{percent}</small>
      </span>
      <button type="button" className={controls.icon} aria-label={`Accept ${suggestion.name}, ${percent}`} onClick={() => acceptSuggestions([suggestion])}><Check size={14} aria-hidden /></button>
      <button type="button" className={controls.icon} aria-label={`Dismiss ${suggestion.name}, ${percent}`} onClick={() => dismissSuggestions(suggestion)}><X size={14} aria-hidden /></button>
    </li>
  );
}
