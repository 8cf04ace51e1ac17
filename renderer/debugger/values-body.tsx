/** The values of the current step: a list, the numbers of one, and how one number of those comes about. */
import { useMemo, useState } from 'react';
import type { Trace } from '../../engine/run/trace-listing';
import { currentStop, lookAtValue, useDebugger } from './debugger-store';
import { FormulaView } from './formula-view';
import { ValueList } from './step-list';
import { placeText } from './number-layout';
import { mainValue, valuesAt } from './stops';
import { useAskAhead, useFormula } from './use-asked';
import { ValueView } from './value-view';
import { WatchList } from './watches/watch-list';
import styles from './debugger.module.css';

export function ValuesBody({ trace }: { readonly trace: Trace }) {
  const grain = useDebugger((state) => state.grain);
  const stop = useDebugger((state) => currentStop(state));
  const element = useDebugger((state) => state.element);
  const byName = useMemo(() => new Map(trace.values.map((value) => [value.name, value])), [trace]);
  const values = useMemo(() => (stop ? valuesAt(trace, stop, grain) : { inputs: [], outputs: [] }), [trace, stop, grain]);
  const wanted = useDebugger((state) => state.value);
  const [isOpened, setOpened] = useState(true);
  const main = stop && mainValue(trace, stop, grain, values.outputs);
  const shown = wanted !== undefined && [...values.outputs, ...values.inputs].includes(wanted) ? wanted : main;
  const value = shown === undefined ? undefined : byName.get(shown);
  // Until a number is chosen, the first one is explained.
  const chosen = element && element.value === shown ? element : value && { value: value.name, position: value.shape.map(() => 0) };
  const { answer, problem } = useFormula(chosen && `${chosen.value}[${chosen.position.join(',')}]`, isOpened);
  useAskAhead(isOpened);
  const formula = answer?.formula && answer.formula.value === chosen?.value ? answer.formula : undefined;
  return (
    <>
      <ValueList values={values} find={(name) => byName.get(name)} chosen={shown} onChoose={lookAtValue}>
        <WatchList trace={trace} />
      </ValueList>
      <div className={styles.middle}>{value && <ValueView value={value} reads={formula?.reads ?? []} winner={formula?.winner} />}</div>
      <FormulaView formula={formula} problem={problem} subject={formula?.text.subject ?? chosen?.value} place={chosen && value && placeText(chosen.position, value.shape, value.axes)} {...(chosen && { watch: chosen })} isOpened={isOpened} onOpened={setOpened} />
    </>
  );
}
