/** A model before and after it was made smaller, as a table. */
import type { Comparison, Measured } from '../run/compress/compare-models';
import { bytes, number, percent, table } from './text';

export function describeComparison(comparison: Comparison): string {
  const { before, after, maxAbsDiff, agreement, samples, realSamples, part, evaluated } = comparison;
  const row = (title: string, show: (one: Measured) => string) => [title, show(before), show(after)];
  const rows = [
    row('size', (one) => bytes(one.bytes)),
    row('size as gzip', (one) => bytes(one.packedBytes)),
    row('one sample', (one) => `${one.millisecondsPerSample.toPrecision(3)} ms`),
    ...(before.loss !== undefined ? [row('loss', ({ loss }) => number(loss!))] : []),
    ...(before.accuracy !== undefined ? [row('accuracy', ({ accuracy }) => percent(accuracy!))] : []),
  ];
  const kind = realSamples ? '' : ' random';
  const same = agreement === undefined ? '' : `, the same class for ${percent(agreement)}`;
  const scored = evaluated === undefined ? '' : ` Loss and accuracy are of ${evaluated} ${part === 'all' ? '' : `${part} `}rows.`;
  return `${table([{ title: '' }, { title: 'before', right: true }, { title: 'after', right: true }], rows)}\nAnswers to ${samples}${kind} samples differ by up to ${Number.isFinite(maxAbsDiff) ? maxAbsDiff.toPrecision(2) : '∞'}${same}.${scored}`;
}
