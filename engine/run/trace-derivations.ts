/** ∂L/∂w of every weight of a traced dense network, in symbols and numbers. */
import { deriveWeights } from '../explain/dense/derive';
import { readUnits, type UnitNetwork } from '../explain/dense/unit-network';
import { writeDerivation, type WrittenDerivation } from '../explain/dense/write-derivation';
import { fail } from '../core/diagnostic';
import type { TraceRun } from './trace-run';

/** Of the first sample of a batch of one. Throws LoomError where the network has no such derivations. */
export async function derivationsOf(run: TraceRun): Promise<readonly WrittenDerivation[]> {
  const units = accepted(readUnits(run.subject.network));
  if (run.samples > 1) fail('one-sample', 'Derivations in symbols are written for one sample at a time.', { expected: 'one sample', found: `${run.samples}`, remedy: 'Choose a single row.' });
  if (!run.graphs.update) fail('needs-training', 'A test pass has no gradients to derive.', { remedy: 'Trace a step of training.' });
  await run.load(valuesOf(units).filter((name) => run.graphs.values.find(name)));
  return accepted(deriveWeights(units, (name) => run.loaded(name))).map(writeDerivation);
}

function accepted<T extends object>(found: T | { readonly problem: string }): T {
  return 'problem' in found ? fail('no-derivation', found.problem, { remedy: 'Ask for single elements instead: every network has formulas for those.' }) : found;
}

function valuesOf({ inputBox, layers, output }: UnitNetwork): string[] {
  return [
    `${inputBox}.out`,
    `${output.box}.target`,
    `${output.box}.prediction`,
    ...layers.flatMap(({ box, weightKey, biasKey, activationBox, dropout }) => [`${box}.out`, weightKey, ...(biasKey === undefined ? [] : [biasKey]), `${activationBox}.out`, ...(dropout ? [`${dropout.box}.mask`] : [])]),
  ];
}
