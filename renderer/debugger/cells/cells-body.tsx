/** Convolution and pooling cell by cell: the window of a cell in what comes in, the kernel, the whole sum, and what the cell sees of earlier maps. */
import { useEffect, useMemo, useState } from 'react';
import type { ElementPlace } from '../../../engine/explain/expression/expression';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import { Calculation } from '../formula-view';
import controls from '../../design/controls.module.css';
import { useDocument } from '../../store/document-store';
import { currentStop, lookAtValue, useDebugger, type ChosenElement } from '../debugger-store';
import { placeText } from '../number-layout';
import { mainValue, valuesAt, type Grain, type StepValues, type Stop } from '../stops';
import { useFormula } from '../use-asked';
import { ValueView } from '../value-view';
import { FieldPicture } from './field-picture';
import { regionsBehind } from './receptive-regions';
import styles from './cells.module.css';

/** A 5×5 window is written out; of more channels each has its own sum. */
const MOST_TERMS = 28;

export function CellsBody({ trace }: { readonly trace: Trace }) {
  const grain = useDebugger((state) => state.grain);
  const stop = useDebugger((state) => currentStop(state));
  const element = useDebugger((state) => state.element);
  const byName = useMemo(() => new Map(trace.values.map((value) => [value.name, value])), [trace]);
  const { inputs, outputs } = useMemo(() => (stop ? cellValues(trace, stop, grain) : { inputs: [], outputs: [] }), [trace, stop, grain]);
  const [last, setLast] = useState<ChosenElement>();
  useEffect(() => {
    // Cells of what comes in can be read too, and change nothing.
    if (element && outputs.includes(element.value)) setLast(element);
  }, [element, outputs]);
  const wanted = useDebugger((state) => state.value);
  const shown = wanted !== undefined && outputs.includes(wanted) ? wanted : stop && mainValue(trace, stop, grain, outputs);
  const value = shown === undefined ? undefined : byName.get(shown);
  const chosen = last && last.value === shown && last.position.length === value?.shape.length ? last : value && { value: value.name, position: value.shape.map(() => 0) };
  const { answer, problem } = useFormula(chosen && `${chosen.value}[${chosen.position.join(',')}]`, false, MOST_TERMS);
  const formula = answer?.formula && answer.formula.value === chosen?.value ? answer.formula : undefined;
  const reads = formula?.reads ?? [];
  const names = formula ? [...new Set(reads.map(({ value: name }) => name))] : inputs;
  // Maps before the kernel that lies on them.
  const read = names.flatMap((name) => byName.get(name) ?? []).sort((a, b) => Number(b.axes[0] === 'batch') - Number(a.axes[0] === 'batch'));
  return (
    <>
      <div className={styles.cells}>
        {outputs.length > 1 && (
          <div className={`${controls.segments} ${styles.outputs}`} role="group" aria-label="What is worked out">
            {outputs.map((name) => <button key={name} type="button" className={controls.segment} aria-pressed={name === shown} onClick={() => lookAtValue(name)}>{halfTitle(byName.get(name)!) ?? name}</button>)}
          </div>
        )}
        <div className={styles.side}>
          <div>{value && <ValueView value={value} reads={[]} isBrief />}</div>
          <div>{read.map((one) => <ValueView key={one.name} value={one} reads={reads} winner={formula?.winner} part={onlyFilter(one, reads)} isBrief />)}</div>
          {stop && chosen && <FieldsBehind path={trace.steps[stop.step]!.origin} chosen={chosen} isForward={trace.steps[stop.step]!.phase === 'forward'} />}
        </div>
      </div>
      <Calculation calculation={formula} problem={problem} subject={formula?.text.subject ?? chosen?.value} place={chosen && value && placeText(chosen.position, value.shape, value.axes)} {...(chosen && { watch: chosen })} hint="This goes into the step as it is: it is given, not computed." />
    </>
  );
}

/** Also what stands between the halves of a separable convolution, which a person sees apart. */
function cellValues(trace: Trace, stop: Stop, grain: Grain): StepValues {
  const values = valuesAt(trace, stop, grain);
  if (grain === 'op') return values;
  const halves = trace.values.filter((value) => halfTitle(value) !== undefined && trace.steps[stop.step]!.values.includes(value.name)).map(({ name }) => name);
  return { ...values, outputs: [...new Set([...halves, ...values.outputs])] };
}

/** `Depthwise` or `Pointwise`, by the weights that a value is made with. */
function halfTitle({ op, inputs }: ListedValue): string | undefined {
  if (op !== 'Conv') return undefined;
  const half = inputs.flatMap((name) => /\.(depthwise|pointwise)\.weight$/.exec(name)?.[1] ?? [])[0];
  return half && `${half[0]!.toUpperCase()}${half.slice(1)}`;
}

/** The filter of a kernel that a cell is made with; undefined where there are several, or it is no kernel. */
function onlyFilter({ name, axes }: ListedValue, reads: readonly ElementPlace[]): number | undefined {
  const used = new Set(reads.flatMap(({ value, position }) => (value === name ? [position[0]!] : [])));
  return axes[0] === 'filter' && axes.length > 1 && used.size === 1 ? [...used][0] : undefined;
}

function FieldsBehind({ path, chosen: { position }, isForward }: { readonly path: string; readonly chosen: ChosenElement; readonly isForward: boolean }) {
  const network = useDocument((state) => state.network);
  // [sample, channel, row, column], or without rows.
  const place = position.length === 4 ? position.slice(2) : position.length === 3 ? position.slice(1, 2) : [];
  const key = place.join();
  const maps = useMemo(() => (isForward && place.length > 0 ? regionsBehind(network, path, place) : []), [network, path, key, isForward]);
  if (maps.length === 0) return null;
  return (
    <section className={styles.behind} aria-label="Receptive field">
      <h3 className={styles.heading}>What this cell sees of earlier maps, padding left out</h3>
      <div className={styles.fields}>{maps.map((map) => <FieldPicture key={map.path} map={map} />)}</div>
    </section>
  );
}
