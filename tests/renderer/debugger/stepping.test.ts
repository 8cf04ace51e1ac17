/** Going through a traced step: stops, ends, boxes, and the same place after an edit. */
import { describe, expect, it } from 'vitest';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import { endOfStep, mainValue, move, nextAtBox, samePlace, stopsOf, valuesAt } from '../../../renderer/debugger/stops';

const value = (name: string, inputs: readonly string[], isNamed = true): ListedValue => ({ name, isNamed, origin: '', phase: 'forward', inputs, dtype: 'float32', shape: [1], axes: ['unit'], data: [0], count: 1 });

const TRACE: Trace = {
  network: 'n',
  origin: { kind: 'untrained' },
  step: 1,
  samples: 1,
  aliases: {},
  values: [
    value('x.out', []),
    value('block/hidden.weight', []),
    value('block/hidden.matmul', ['x.out', 'block/hidden.weight'], false),
    value('block/hidden.out', ['block/hidden.matmul']),
    value('loss', ['block/hidden.out']),
    value('block/hidden.weight.grad', ['x.out', 'loss']),
  ],
  steps: [
    { origin: 'block/hidden', phase: 'forward', values: ['block/hidden.matmul', 'block/hidden.out'] },
    { origin: 'output', phase: 'loss', values: ['loss'] },
    { origin: 'block/hidden', phase: 'backward', values: ['block/hidden.weight.grad'] },
  ],
};
const STOPS = stopsOf(TRACE);

describe('stepping', () => {
  it('by layers stops where a box is done, by ops at each value', () => {
    expect(STOPS.map(({ value: name }) => name)).toEqual(['block/hidden.matmul', 'block/hidden.out', 'loss', 'block/hidden.weight.grad']);
    expect(endOfStep(STOPS, 0)).toBe(1);
    expect(move(STOPS, 1, 1, 'layer')).toBe(2);
    expect(move(STOPS, 2, -1, 'layer')).toBe(1);
    expect(move(STOPS, 1, -1, 'op')).toBe(0);
  });

  it('stays at either end', () => {
    expect(move(STOPS, 3, 1, 'layer')).toBe(3);
    expect(move(STOPS, 3, 1, 'op')).toBe(3);
    expect(move(STOPS, 0, -1, 'op')).toBe(0);
    expect(move([], 0, 1, 'layer')).toBe(0);
  });

  it('runs to a box or block, forward first and then backward, and begins again behind the end', () => {
    expect(nextAtBox(TRACE, STOPS, 2, 'block/hidden')).toBe(3);
    expect(nextAtBox(TRACE, STOPS, 3, 'block')).toBe(1);
    expect(nextAtBox(TRACE, STOPS, 0, 'elsewhere')).toBeUndefined();
  });

  it('shows what a box reads from others and what it makes, without what stands between', () => {
    expect(valuesAt(TRACE, STOPS[1]!, 'layer')).toEqual({ inputs: ['x.out', 'block/hidden.weight'], outputs: ['block/hidden.out'] });
    expect(valuesAt(TRACE, STOPS[0]!, 'op')).toEqual({ inputs: ['x.out', 'block/hidden.weight'], outputs: ['block/hidden.matmul'] });
  });

  it('looks first at what leaves the box, and not at statistics that are made on the way', () => {
    const trace: Trace = { ...TRACE, steps: [{ origin: 'norm', phase: 'forward', values: ['norm.out', 'norm.batch_mean', 'norm.running_mean.next'] }, { origin: 'norm', phase: 'update', values: ['norm.weight.next'] }] };
    const [first, , last] = stopsOf(trace);
    expect(mainValue(trace, last!, 'layer', trace.steps[0]!.values)).toBe('norm.out');
    expect(mainValue(trace, last!, 'op', [])).toBe('norm.running_mean.next');
    expect(mainValue(trace, { ...first!, step: 1 }, 'layer', trace.steps[1]!.values)).toBe('norm.weight.next');
  });

  it('finds its place again: the same value, else the same box and phase', () => {
    expect(samePlace(undefined, TRACE, 0)).toBe(1);
    const shorter: Trace = { ...TRACE, steps: [TRACE.steps[1]!, TRACE.steps[2]!] };
    expect(samePlace(TRACE, shorter, 3)).toBe(1);
    const renamed: Trace = { ...TRACE, steps: [{ ...TRACE.steps[0]!, values: ['block/hidden.gemm'] }, TRACE.steps[1]!] };
    expect(samePlace(TRACE, renamed, 1)).toBe(0);
  });
});
