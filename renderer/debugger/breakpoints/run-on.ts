/** Running: from here to the next breakpoint, or to the end of the step where there is none. */
import type { ValueExtremes } from '../../../engine/run/trace-extremes';
import type { Trace } from '../../../engine/run/trace-listing';
import type { ShellClient } from '../../../engine/shell/client';
import { report, shell } from '../../shell/connection';
import { goToStop, lookAtValue, setGrain, useDebugger } from '../debugger-store';
import { valuesAt } from '../stops';
import { breakHits, needsExtremes, type BreakHit } from './break-hits';
import { countBreakpoints, useBreakpoints } from './breakpoints-store';

/** Of the trace that was asked about last: running on from there asks nothing. */
let known: { readonly trace: Trace; readonly extremes: Promise<readonly ValueExtremes[]> } | undefined;

export async function runOn(host: Pick<ShellClient, 'request'> | undefined = shell()): Promise<void> {
  const { trace, request, stops, at, grain } = useDebugger.getState();
  const breakpoints = useBreakpoints.getState();
  if (!trace || !request || stops.length === 0) return;
  let extremes: readonly ValueExtremes[] = [];
  if (host && needsExtremes(breakpoints)) {
    if (known?.trace !== trace) known = { trace, extremes: host.request('network.traceExtremes', request) };
    try {
      extremes = await known.extremes;
    } catch (error) {
      known = undefined;
      return report(error);
    }
    // A person went on, or the network changed, while the numbers were looked through.
    const now = useDebugger.getState();
    if (now.trace !== trace || now.at !== at) return;
  }
  const next = breakHits(trace, stops, breakpoints, extremes, grain).find((hit) => hit.at > at);
  if (next) stopAt(trace, next);
  else toTheEnd();
}

function stopAt(trace: Trace, { at, text, value }: BreakHit): void {
  const { stops, grain } = useDebugger.getState();
  const { outputs } = valuesAt(trace, stops[at]!, grain);
  // By layers what stands between is not listed.
  if (value !== undefined && !outputs.includes(value)) setGrain('op');
  goToStop(at);
  if (value !== undefined) lookAtValue(value);
  useBreakpoints.setState({ stopped: { at, text } });
}

function toTheEnd(): void {
  const { stops } = useDebugger.getState();
  const last = stops.length - 1;
  goToStop(last);
  useBreakpoints.setState((state) => ({ stopped: countBreakpoints(state) > 0 ? { at: last, text: 'No breakpoint was met before the end of the step.' } : undefined }));
}
