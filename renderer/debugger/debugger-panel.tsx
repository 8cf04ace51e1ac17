/** Stepping through a network: what is computed one after the other, every number, and how it comes about. */
import { useEffect, useMemo, useState } from 'react';
import { sentence } from '../../engine/core/diagnostic';
import { showData, showProblems } from '../commands/go';
import { CommandButton } from '../design/command-button';
import { ExampleBar } from '../examples/example-bar';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { inScreenOrder } from '../network/text';
import { currentStop, useDebugger } from './debugger-store';
import { followTraces } from './follow-trace';
import { FormulaView } from './formula-view';
import { SampleLine } from './sample-line';
import { StepList, ValueList } from './step-list';
import { StepTools } from './step-tools';
import { valuesAt } from './stops';
import { useFormula } from './use-asked';
import { ValueView } from './value-view';
import styles from './debugger.module.css';

export function DebuggerPanel() {
  useEffect(() => followTraces(), []);
  const trace = useDebugger((state) => state.trace);
  const problem = useDebugger((state) => state.problem);
  const errors = useDocument((state) => state.network.problems.some(({ severity }) => severity === 'error'));
  const order = useSession((state) => state.shapeOrder);
  const hasData = useDocument((state) => state.document.data !== undefined);
  return (
    <div className={styles.panel}>
      <StepTools />
      <div className={styles.top}>
        <SampleLine />
        <ExampleBar />
      </div>
      {problem && trace && <p role="alert" className={styles.problemLine}>{inScreenOrder(sentence(problem), order)}</p>}
      {trace ? (
        <Stepping />
      ) : (
        <div className={styles.empty}>
          <p role="status">{problem ? inScreenOrder(sentence(problem), order) : 'Working out the numbers.'}</p>
          {problem && errors && <CommandButton command={showProblems} label="Show the problems" />}
          {problem && !errors && !hasData && <CommandButton command={showData} label="Choose data" />}
        </div>
      )}
    </div>
  );
}

function Stepping() {
  const trace = useDebugger((state) => state.trace)!;
  const grain = useDebugger((state) => state.grain);
  const stop = useDebugger((state) => currentStop(state));
  const element = useDebugger((state) => state.element);
  const byName = useMemo(() => new Map(trace.values.map((value) => [value.name, value])), [trace]);
  const values = useMemo(() => (stop ? valuesAt(trace, stop, grain) : { inputs: [], outputs: [] }), [trace, stop, grain]);
  const [wanted, setWanted] = useState<string>();
  const [isOpened, setOpened] = useState(true);
  const all = [...values.outputs, ...values.inputs];
  const main = grain === 'op' ? stop?.value : values.outputs.at(-1);
  const shown = wanted !== undefined && all.includes(wanted) ? wanted : main;
  const value = shown === undefined ? undefined : byName.get(shown);
  // Until a number is chosen, the first one is explained.
  const chosen = element && element.value === shown ? element : value && { value: value.name, position: value.shape.map(() => 0) };
  const text = chosen && `${chosen.value}[${chosen.position.join(',')}]`;
  const { answer, problem } = useFormula(text, isOpened);
  const formula = answer?.formula && chosen && answer.formula.value === chosen.value ? answer.formula : undefined;
  const subject = formula?.text.subject ?? (chosen?.value as string | undefined);
  return (
    <div className={styles.body}>
      <StepList />
      <ValueList values={values} find={(name) => byName.get(name)} chosen={shown} onChoose={setWanted} />
      <div className={styles.middle}>{value && <ValueView value={value} reads={formula?.reads ?? []} />}</div>
      <FormulaView formula={formula} problem={problem} subject={subject} isOpened={isOpened} onOpened={setOpened} />
    </div>
  );
}
