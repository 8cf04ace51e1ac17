/** A small dense network neuron by neuron, and what is to be known about the chosen weight or unit. */
import { useMemo } from 'react';
import type { UnitNetwork } from '../../../engine/explain/dense/unit-network';
import type { Trace } from '../../../engine/run/trace-listing';
import { currentStop, useDebugger } from '../debugger-store';
import { NeuronSide } from './neuron-side';
import { NeuronView } from './neuron-view';
import { unitPicture } from './unit-picture';
import { useUnitValues } from './use-unit-values';

export function NeuronsBody({ trace, units }: { readonly trace: Trace; readonly units: UnitNetwork }) {
  const picture = useMemo(() => unitPicture(units), [units]);
  const values = useUnitValues(picture);
  const stop = useDebugger((state) => currentStop(state));
  const phase = (stop && trace.steps[stop.step]?.phase) ?? 'forward';
  return (
    <>
      <NeuronView picture={picture} values={values} phase={phase} />
      <NeuronSide picture={picture} values={values} />
    </>
  );
}
