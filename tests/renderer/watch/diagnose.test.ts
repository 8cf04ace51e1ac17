/** What statistics mean, in words. */
import { describe, expect, it } from 'vitest';
import type { WatchRecord } from '../../../engine/run/watch/record';
import { diagnose, type FindingKind } from '../../../renderer/training/tensors/diagnose';
import { distribution, port, record, tensor } from './records';

const kinds = (...records: WatchRecord[]): FindingKind[] => diagnose(records).map(({ kind }) => kind);

describe('a healthy network', () => {
  it('has nothing said about it', () => {
    expect(diagnose([record({ ports: [port('input', 0.1), port('first', 0.2), port('last', 0.5)], tensors: [tensor('first'), tensor('last')] })])).toEqual([]);
    expect(diagnose([])).toEqual([]);
  });

  it('is not judged before the first step', () => {
    const sick = { ports: [port('first', 1e-9), port('last', 1)], tensors: [tensor('first', { norm: 1e5 })] };
    expect(diagnose([record({ ...sick, step: 0 })])).toEqual([]);
    expect(diagnose([record(sick)]).length).toBeGreaterThan(0);
  });
});

describe('gradients', () => {
  it('vanish between the last layer and the first that trains', () => {
    const tensors = [tensor('first'), tensor('last')];
    const [found] = diagnose([record({ ports: [port('input', 1e-7), port('first', 1e-5), port('last', 0.5)], tensors })]);
    expect(found).toMatchObject({ kind: 'vanishing', nodes: ['first'] });
    expect(found!.text).toContain('“first” is 50,000 times smaller than at “last”');
    expect(found!.remedy).toContain('ReLU');
    expect(kinds(record({ ports: [port('first', 1e-3), port('last', 0.5)], tensors }))).toEqual([]);
  });

  it('that are gone altogether are said to be gone', () => {
    const [found] = diagnose([record({ ports: [port('first', 0), port('last', 0.5)], tensors: [tensor('first', { norm: 0, update: 0.001 })] })]);
    expect(found!.text).toContain('No gradient reaches “first”');
  });

  it('explode beyond 1,000, or to a hundred times what was usual', () => {
    expect(diagnose([record({ tensors: [tensor('a', { norm: 2e3 }), tensor('b', { norm: 5e3 })] })])[0]).toMatchObject({ kind: 'exploding', nodes: ['b', 'a'], text: expect.stringContaining('“b” (and 1 more) has a norm of 5,000') });
    const calm = [1, 2, 3].map((step) => record({ step, tensors: [tensor('a', { norm: 0.1 })] }));
    expect(kinds(...calm, record({ tensors: [tensor('a', { norm: 20 })] }))).toEqual(['exploding']);
    expect(kinds(...calm, record({ tensors: [tensor('a', { norm: 5 })] }))).toEqual([]);
  });

  it('that are no numbers are named first', () => {
    expect(diagnose([record({ tensors: [tensor('a', { gradient: distribution({ notFinite: 3 }) })] })])[0]).toMatchObject({ kind: 'not-finite', nodes: ['a'] });
  });
});

describe('activations', () => {
  it('of which half the units are dead', () => {
    const dead = (count: number) => port('relu', 1, { type: 'relu', units: { count: 10, dead: count } });
    expect(kinds(record({ ports: [dead(4)] }))).toEqual([]);
    const [found] = diagnose([record({ ports: [dead(5)] })]);
    expect(found).toMatchObject({ kind: 'dead', nodes: ['relu'], text: expect.stringContaining('5 of 10 units give 0') });
  });

  it('at their limits, but not those of the answer', () => {
    const bend = (name: string) => port(name, 1, { type: 'tanh', saturated: 0.72 });
    const tensors = [tensor('first'), tensor('last')];
    expect(diagnose([record({ ports: [port('first', 1), bend('middle'), port('last', 1)], tensors })])[0]).toMatchObject({ kind: 'saturated', nodes: ['middle'], text: expect.stringContaining('72 %') });
    expect(kinds(record({ ports: [port('first', 1), port('last', 1), bend('answer')], tensors }))).toEqual([]);
  });

  it('that are the same for every sample, at the first box where they are', () => {
    expect(diagnose([record({ ports: [port('input', 1, { type: 'input', isSame: true }), port('a', 1, { isSame: true }), port('b', 1, { isSame: true })] })])).toMatchObject([{ kind: 'same', nodes: ['a'] }]);
  });
});

describe('steps', () => {
  it('that are too long or too short', () => {
    expect(diagnose([record({ tensors: [tensor('a', { update: 0.23 })] })])[0]).toMatchObject({ kind: 'fast', nodes: ['a'], text: expect.stringContaining('23 %') });
    expect(diagnose([record({ tensors: [tensor('a', { update: 1e-7 })] })])[0]).toMatchObject({ kind: 'still', nodes: ['a'] });
  });

  it('are not judged by biases, which start at nothing, nor when the schedule has ended them', () => {
    expect(kinds(record({ tensors: [tensor('a', { axes: 1, update: 0.9 })] }))).toEqual([]);
    const before = record({ step: 50, rate: 0.1, tensors: [tensor('a')] });
    expect(kinds(before, record({ rate: 1e-5, tensors: [tensor('a', { update: 1e-8 })] }))).toEqual([]);
  });
});
