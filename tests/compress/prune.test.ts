import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { keepZeros } from '../../engine/compress/keep-zeros';
import { pruneTensors, totalSparsity } from '../../engine/compress/prune';
import { sparsityCurve } from '../../engine/compress/sparsity-curve';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';

/** Few different sizes, so that many values tie. */
const tensors = fc
  .array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 })
  .map((lists) => new Map(lists.map((values, index): [string, Tensor<'float32'>] => [`layer${index}.weight`, float32Tensor([values.length, 1], values.map((value) => value / 4))])));
const scopes = fc.constantFrom('global' as const, 'layer' as const);

describe('pruning', () => {
  it('sets exactly the share asked for to zero, the smallest first, and leaves the others', () => {
    fc.assert(
      fc.property(tensors, scopes, fc.double({ min: 0, max: 0.99, noNaN: true }), (all, scope, share) => {
        const pruned = pruneTensors(all, { scope, amount: { share } });
        const groups = scope === 'global' ? [[...all.keys()]] : [...all.keys()].map((key) => [key]);
        for (const keys of groups) {
          const before = keys.flatMap((key) => [...all.get(key)!.data]);
          const after = keys.flatMap((key) => [...pruned.tensors.get(key)!.data]);
          const wanted = Math.round(share * before.length);
          const already = before.filter((value) => value === 0).length;
          expect(after.filter((value) => value === 0)).toHaveLength(Math.max(wanted, already));
          const gone = before.filter((value, index) => after[index] === 0 && value !== 0).map(Math.abs);
          const kept = after.filter((value) => value !== 0).map(Math.abs);
          if (gone.length > 0 && kept.length > 0) expect(Math.max(...gone)).toBeLessThanOrEqual(Math.min(...kept));
          after.forEach((value, index) => value !== 0 && expect(value).toBe(before[index]));
        }
      }),
    );
  });

  it('the curve tells for each share what pruning would do', () => {
    const shares = [0, 0.13, 0.5, 0.77, 0.99];
    fc.assert(
      fc.property(tensors, scopes, (all, scope) => {
        const curve = sparsityCurve(all, scope, shares);
        shares.forEach((share, index) => {
          const { sparsity } = pruneTensors(all, { scope, amount: { share } });
          expect(curve.map(({ key, values, zeros }) => ({ key, values, zeros: zeros[index] }))).toEqual(sparsity);
        });
      }),
    );
  });

  it('by threshold takes what is as small, and only tensors of that name', () => {
    const all = new Map([['a.weight', float32Tensor([2, 2], [0.1, -0.2, 0.3, -0.4])], ['b.weight', float32Tensor([1, 2], [0.1, 0.1])], ['a.bias', float32Tensor([2], [0.01, 0.01])]]);
    const pruned = pruneTensors(all, { scope: 'global', amount: { threshold: Math.fround(0.2) }, only: 'a' });
    expect([...pruned.tensors.get('a.weight')!.data]).toEqual([0, 0, Math.fround(0.3), Math.fround(-0.4)]);
    expect(pruned.tensors.get('b.weight')).toBe(all.get('b.weight'));
    expect(pruned.tensors.get('a.bias')).toBe(all.get('a.bias'));
    expect(totalSparsity(pruned.sparsity)).toBe(0.5);
    expect(() => pruneTensors(all, { scope: 'layer', amount: { share: 0.5 }, only: 'missing*' })).toThrow(/No tensor that could be pruned is called “missing\*”/);
  });
});

it('pruned tensors are bound to stay zero; other constraints are kept and told', () => {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'in', params: { shape: [4] } });
  const first = graph.add({ type: 'dense', name: 'first', params: { units: 3 } }, input);
  graph.add({ type: 'dense', name: 'second', params: { units: 2 }, tensors: { weight: { constraint: { kind: 'max-norm', max: 1 } } } }, first);
  const kept = keepZeros(createDocument('net', graph.build()), new Set(['first.weight', 'second.weight']));
  expect(kept.occupied).toEqual(['second.weight']);
  const [, one, two] = kept.document.graph.nodes;
  expect(one!.tensors).toEqual({ weight: { constraint: { kind: 'keep-zeros' } } });
  expect(two!.tensors).toEqual({ weight: { constraint: { kind: 'max-norm', max: 1 } } });
});
