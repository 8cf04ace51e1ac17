/** Convolution and pooling cell by cell: the window of a cell in what comes in, the kernel, the whole sum, and what the cell sees of earlier maps. */
import { useEffect, useMemo, useState } from 'react';
import type { Trace } from '../../../engine/run/trace-listing';
import { Calculation } from '../formula-view';
import controls from '../../design/controls.module.css';
import { useDocument } from '../../store/document-store';
import { currentStop, lookAtValue, useDebugger, type ChosenElement } from '../debugger-store';
import { valuesAt } from '../stops';
import { useFormula } from '../use-asked';
import { ValueView } from '../value-view';
import { FieldPicture } from './field-picture';
import { regionsBehind } from './receptive-regions';
import styles from './cells.module.css';

/** A 5×5 window over three channels is written out. */
const MOST_TERMS = 80;

export function CellsBody({ trace }: { readonly trace: Trace }) {
  const grain = useDebugger((state) => state.grain);
  const stop = useDebugger((state) => currentStop(state));
  const element = useDebugger((state) => state.element);
  const byName = useMemo(() => new Map(trace.values.map((value) => [value.name, value])), [trace]);
  const { inputs, outputs } = useMemo(() => (stop ? valuesAt(trace, stop, grain) : { inputs: [], outputs: [] }), [trace, stop, grain]);
  const [last, setLast] = useState<ChosenElement>();
  useEffect(() => {
    // Cells of what comes in can be read too, and change nothing.
    if (element && outputs.includes(element.value)) setLast(element);
  }, [element, outputs]);
  const wanted = useDebugger((state) => state.value);
  const shown = wanted !== undefined && outputs.includes(wanted) ? wanted : outputs.at(-1);
  const value = shown === undefined ? undefined : byName.get(shown);
  const chosen = last && last.value === shown && last.position.length === value?.shape.length ? last : value && { value: value.name, position: value.shape.map(() => 0) };
  const { answer, problem } = useFormula(chosen && `${chosen.value}[${chosen.position.join(',')}]`, false, MOST_TERMS);
  const formula = answer?.formula && answer.formula.value === chosen?.value ? answer.formula : undefined;
  const reads = formula?.reads ?? [];
  const read = inputs.filter((name) => reads.some((place) => place.value === name) || reads.length === 0);
  return (
    <>
      <div className={styles.cells}>
        {outputs.length > 1 && (
          <div className={`${controls.segments} ${styles.outputs}`} role="group" aria-label="What is worked out">
            {outputs.map((name) => <button key={name} type="button" className={controls.segment} aria-pressed={name === shown} onClick={() => lookAtValue(name)}>{name}</button>)}
          </div>
        )}
        <div className={styles.side}>
          {value && <ValueView value={value} reads={[]} isBrief />}
          {read.flatMap((name) => byName.get(name) ?? []).map((one) => <ValueView key={one.name} value={one} reads={reads} isBrief />)}
        </div>
        {stop && chosen && <FieldsBehind path={trace.steps[stop.step]!.origin} chosen={chosen} isForward={trace.steps[stop.step]!.phase === 'forward'} />}
      </div>
      <Calculation calculation={formula} problem={problem} subject={formula?.text.subject ?? chosen?.value} {...(chosen && { watch: chosen })} hint="This goes into the step as it is: it is given, not computed." />
    </>
  );
}

function FieldsBehind({ path, chosen: { position }, isForward }: { readonly path: string; readonly chosen: ChosenElement; readonly isForward: boolean }) {
  const network = useDocument((state) => state.network);
  // [sample, channel, row, column], or without rows.
  const place = position.length === 4 ? position.slice(2) : position.length === 3 ? position.slice(1, 2) : [];
  const key = place.join();
  const maps = useMemo(() => (isForward && place.length > 0 ? regionsBehind(network, path, place) : []), [network, path, key, isForward]);
  if (maps.length === 0) return null;
  return (
    <section aria-label="Receptive field">
      <h3 className={styles.heading}>What this cell sees of earlier maps, padding left out</h3>
      <div className={styles.fields}>{maps.map((map) => <FieldPicture key={map.path} map={map} />)}</div>
    </section>
  );
}
