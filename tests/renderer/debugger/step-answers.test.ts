/** Answers about a traced step: asked once, asked ahead, and forgotten with the step. */
import { describe, expect, it } from 'vitest';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import type { ShellClient } from '../../../engine/shell/client';
import type { TraceRequest } from '../../../engine/shell/protocol/trace';
import { KeptAnswers } from '../../../renderer/debugger/kept-answers';
import { askAhead, askFormula, askNumbers } from '../../../renderer/debugger/step-answers';
import { stopsOf } from '../../../renderer/debugger/stops';

const value = (name: string, shape: readonly number[]): ListedValue => ({ name, isNamed: true, origin: '', phase: 'forward', inputs: [], dtype: 'float32', shape, axes: shape.map(() => 'unit'), data: [0], count: 1 });
const TRACE: Trace = {
  network: 'n',
  origin: { kind: 'untrained' },
  step: 1,
  samples: 1,
  aliases: {},
  values: [value('a.out', [2, 3]), value('b.out', [4]), value('c.out', [5]), value('d.out', [6])],
  steps: ['a', 'b', 'c', 'd'].map((origin) => ({ origin, phase: 'forward' as const, values: [`${origin}.out`] })),
};

/** Every question it was asked, in order. */
function host() {
  const asked: string[] = [];
  const request = ((operation: string, input: { name?: string; element?: string; count?: number }) => {
    asked.push(`${operation} ${input.element ?? `${input.name} ${input.count}`}`);
    return Promise.resolve(operation === 'network.traceValues' ? { name: input.name, shape: [1], axes: ['unit'], first: 0, values: new Uint8Array(8) } : {});
  }) as ShellClient['request'];
  return { asked, request };
}

const newRequest = (): TraceRequest => ({ from: { run: '/runs/one', weights: 'final' }, samples: [], mode: 'train' }) as unknown as TraceRequest;

describe('answers about a step', () => {
  it('are asked for ahead, for two stops and not beyond the last', async () => {
    const { asked, request } = host();
    const step = newRequest();
    const place = { trace: TRACE, request: step, stops: stopsOf(TRACE), grain: 'layer' as const };
    askAhead({ request }, { ...place, at: 0 }, true);
    expect(asked).toEqual(['network.traceValues b.out 4', 'network.traceFormula b.out[0]', 'network.traceValues c.out 5', 'network.traceFormula c.out[0]']);
    // Going there asks nothing that was asked ahead.
    await askNumbers({ request }, step, 'b.out', 0, 4);
    await askFormula({ request }, step, 'b.out[0]', true);
    askAhead({ request }, { ...place, at: 2 }, true);
    askAhead({ request }, { ...place, at: 3 }, true);
    expect(asked.slice(4)).toEqual(['network.traceValues d.out 6', 'network.traceFormula d.out[0]']);
    // Another step has other numbers.
    await askNumbers({ request }, newRequest(), 'b.out', 0, 4);
    expect(asked).toHaveLength(7);
  });

  it('that failed are asked for again, and the oldest are forgotten', async () => {
    const kept = new KeptAnswers();
    const step = {};
    let asked = 0;
    const fails = () => (asked++, Promise.reject(new Error('gone')));
    await expect(kept.get(step, 'a', fails)).rejects.toThrow('gone');
    await expect(kept.get(step, 'a', fails)).rejects.toThrow('gone');
    expect(asked).toBe(2);
    const count = () => Promise.resolve(asked++);
    for (let index = 0; index < 40; index++) await kept.get(step, `value ${index}`, count);
    expect(await kept.get(step, 'value 39', count)).toBe(41);
    expect(await kept.get(step, 'value 0', count)).toBe(42);
  });
});
