/** Breakpoints: which stops are met, in which order, and what is said there. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ValueExtremes } from '../../../engine/run/trace-extremes';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import { breakHits } from '../../../renderer/debugger/breakpoints/break-hits';
import { clearBreakpoints, countBreakpoints, toggleBreakpoint, useBreakpoints, type Breakpoints } from '../../../renderer/debugger/breakpoints/breakpoints-store';
import { runOn } from '../../../renderer/debugger/breakpoints/run-on';
import { showTrace, useDebugger } from '../../../renderer/debugger/debugger-store';
import { stopsOf } from '../../../renderer/debugger/stops';
import { openEmpty } from '../window';

const value = (name: string, inputs: readonly string[], isNamed = true): ListedValue => ({ name, isNamed, origin: '', phase: 'forward', inputs, dtype: 'float32', shape: [1], axes: ['unit'], data: [0], count: 1 });

const TRACE: Trace = {
  network: 'n',
  origin: { kind: 'untrained' },
  step: 1,
  samples: 1,
  aliases: {},
  values: [
    value('x.out', []),
    value('block/hidden.matmul', ['x.out'], false),
    value('block/hidden.out', ['block/hidden.matmul']),
    value('loss', ['block/hidden.out']),
    value('block/hidden.out.grad', ['loss']),
    value('block/hidden.weight.grad', ['block/hidden.out.grad']),
  ],
  steps: [
    { origin: 'block/hidden', phase: 'forward', values: ['block/hidden.matmul', 'block/hidden.out'] },
    { origin: 'output', phase: 'loss', values: ['loss'] },
    { origin: 'block/hidden', phase: 'backward', values: ['block/hidden.out.grad', 'block/hidden.weight.grad'] },
  ],
};
const STOPS = stopsOf(TRACE);
const NONE: Breakpoints = { boxes: new Set(), atBroken: false, gradientAbove: undefined };
const extremes = (sizes: Readonly<Record<string, readonly [largest: number, broken: number]>>): ValueExtremes[] => STOPS.map(({ value: name }) => ({ name, largest: sizes[name]?.[0] ?? 0, broken: sizes[name]?.[1] ?? 0 }));
const hits = (wanted: Partial<Breakpoints>, sizes = {}, grain: 'layer' | 'op' = 'layer') => breakHits(TRACE, STOPS, { ...NONE, ...wanted }, extremes(sizes), grain);

afterEach(() => {
  clearBreakpoints();
  openEmpty();
});

describe('boxes', () => {
  it('are met in every phase, by layer where they are done and by op where they begin', () => {
    expect(hits({ boxes: new Set(['block/hidden']) })).toEqual([
      { at: 1, text: 'Breakpoint at block/hidden, forward.' },
      { at: 4, text: 'Breakpoint at block/hidden, backward.' },
    ]);
    expect(hits({ boxes: new Set(['block/hidden']) }, {}, 'op').map(({ at }) => at)).toEqual([0, 3]);
  });

  it('of a block are those inside it, and no others that begin alike', () => {
    expect(hits({ boxes: new Set(['block']) })).toHaveLength(2);
    expect(hits({ boxes: new Set(['block/hid']) })).toEqual([]);
  });
});

describe('numbers', () => {
  it('are told of where they first end, and not all the way behind', () => {
    const sizes = { 'block/hidden.matmul': [1, 2], 'block/hidden.out': [1, 2], loss: [0, 1] };
    expect(hits({ atBroken: true }, sizes)).toEqual([{ at: 0, value: 'block/hidden.matmul', text: 'block/hidden.matmul is the first to hold 2 numbers that are NaN or infinite.' }]);
    expect(hits({}, sizes)).toEqual([]);
  });

  it('are gradients above the limit, and nothing else', () => {
    const sizes = { 'block/hidden.out': [500, 0], 'block/hidden.weight.grad': [12.5, 0], 'block/hidden.out.grad': [10, 0] };
    expect(hits({ gradientAbove: 10 }, sizes)).toEqual([{ at: 4, value: 'block/hidden.weight.grad', text: '|block/hidden.weight.grad| reaches 12.50, above 10.' }]);
  });

  it('come before the box where both stop at once', () => {
    expect(hits({ gradientAbove: 1, boxes: new Set(['block']) }, { 'block/hidden.weight.grad': [2, 0] }).find(({ at }) => at === 4)?.value).toBe('block/hidden.weight.grad');
  });
});

describe('running', () => {
  const host = (answer: ValueExtremes[]) => {
    const asked: string[] = [];
    return { asked, request: ((name: string) => (asked.push(name), Promise.resolve(answer))) as never };
  };
  const open = (): void => {
    openEmpty();
    showTrace(TRACE, { from: { run: '/runs/1' }, samples: [], mode: 'train' });
    useDebugger.setState({ at: 0, grain: 'layer' });
  };

  it('goes from breakpoint to breakpoint, says why, and then to the end', async () => {
    open();
    toggleBreakpoint('output');
    await runOn(host([]));
    expect(useDebugger.getState().at).toBe(2);
    expect(useBreakpoints.getState().stopped).toEqual({ at: 2, text: 'Breakpoint at output, loss.' });
    await runOn(host([]));
    expect(useDebugger.getState().at).toBe(4);
    expect(useBreakpoints.getState().stopped?.text).toBe('No breakpoint was met before the end of the step.');
  });

  it('asks for the sizes of values only where they matter, and once per step', async () => {
    open();
    const quiet = host(extremes({}));
    await runOn(quiet);
    expect(quiet.asked).toEqual([]);
    open();
    useBreakpoints.setState({ atBroken: true, gradientAbove: 1 });
    const watching = host(extremes({ 'block/hidden.matmul': [0, 1], 'block/hidden.weight.grad': [3, 0] }));
    await runOn(watching);
    await runOn(watching);
    expect(watching.asked).toEqual(['network.traceExtremes']);
    expect(useDebugger.getState()).toMatchObject({ at: 4, value: 'block/hidden.weight.grad' });
  });

  it('shows what stands between by op, where by layer it is not listed', async () => {
    open();
    useDebugger.setState({ at: -1 });
    useBreakpoints.setState({ atBroken: true });
    await runOn(host(extremes({ 'block/hidden.matmul': [0, 1] })));
    expect(useDebugger.getState()).toMatchObject({ at: 0, grain: 'op', value: 'block/hidden.matmul' });
  });

  it('ends with the document', () => {
    toggleBreakpoint('hidden');
    useBreakpoints.setState({ atBroken: true });
    expect(countBreakpoints(useBreakpoints.getState())).toBe(2);
    openEmpty();
    expect(countBreakpoints(useBreakpoints.getState())).toBe(1);
  });
});
