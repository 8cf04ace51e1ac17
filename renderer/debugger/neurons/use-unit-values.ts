/** The numbers of a unit picture, as far as the step has come. */
import { useMemo } from 'react';
import type { ElementPlace } from '../../../engine/explain/expression/expression';
import { indexOf } from '../../../engine/explain/position';
import type { Trace } from '../../../engine/run/trace-listing';
import { useDebugger } from '../debugger-store';
import type { ReadPage } from '../step-answers';
import { useAsked } from '../use-asked';
import { valuesOf, type UnitPicture } from './unit-picture';

export interface UnitValues {
  /** Undefined before the step has come there. */
  at(place: ElementPlace): number | undefined;
  /** Of the whole value, also before; undefined where it is not in the trace. */
  page(name: string): ReadPage | undefined;
}

export function useUnitValues(picture: UnitPicture): UnitValues {
  const trace = useDebugger((state) => state.trace);
  const stops = useDebugger((state) => state.stops);
  const at = useDebugger((state) => state.at);
  const names = useMemo(() => (trace ? valuesOf(picture).filter((name) => canonical(trace, name) !== undefined) : []), [picture, trace]);
  const { answer: pages } = useAsked(names.length === 0 ? undefined : names.join(' '), async (client, request) => {
    const read = names.map(async (name) => {
      const { values, ...page } = await client.request('network.traceValues', { ...request, name });
      return [name, { ...page, numbers: new Float64Array(values.slice().buffer) }] as const;
    });
    return new Map(await Promise.all(read));
  });
  return useMemo(() => {
    const made = new Map(stops.map(({ value }, index) => [value, index]));
    const isKnown = (name: string): boolean => {
      const own = trace && canonical(trace, name);
      return own !== undefined && (made.get(own) ?? -1) <= at;
    };
    return {
      at: ({ value, position }) => {
        const page = pages?.get(value);
        return page && isKnown(value) ? page.numbers[indexOf(page.shape, position)] : undefined;
      },
      page: (name) => pages?.get(name),
    };
  }, [pages, stops, at, trace]);
}

function canonical({ values, aliases }: Trace, name: string): string | undefined {
  const own = aliases[name] ?? name;
  return values.some((value) => value.name === own) ? own : undefined;
}
