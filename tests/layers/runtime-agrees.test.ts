import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYER_TYPES } from '../../engine/layers';
import { fittingCase } from './arbitrary-case';
import { expectClose } from './expect-close';
import { interpretLayer, runLayer } from './run-layer';

/** Those that enter or leave a network run nothing of their own. */
const WITHOUT = ['input', 'output', 'constant-target'];
/** Where two nearly equal values are normalized, single precision loses most digits of gradients that cancel anyway. */
const NORMALIZING = ['batch-norm', 'layer-norm', 'group-norm', 'instance-norm', 'cosine-similarity'];

/** Milliseconds: a busy machine may take long over the larger cases. */
const PATIENCE = 60_000;

describe('ONNX Runtime computes what double precision does', () => {
  it.each(LAYER_TYPES.filter((type) => !WITHOUT.includes(type)))('%s', async (type) => {
    for (const one of fc.sample(fittingCase(type), { numRuns: 6, seed: 2 })) {
      const expected = interpretLayer(one);
      const actual = await runLayer(one);
      const label = JSON.stringify(one);
      expectClose(actual.output.data, expected.output.data, `output of ${label}`);
      for (const group of ['gradients', 'statistics'] as const) {
        expect([...actual[group].keys()]).toEqual([...expected[group].keys()]);
        for (const [name, { data }] of expected[group]) expectClose(actual[group].get(name)!.data, data, `${group} ${name} of ${label}`, 1e-4, NORMALIZING.includes(type) ? 1e-3 : 1e-7);
      }
    }
  }, PATIENCE);
});
