/** What is asked of the engine: the sample that was chosen, and the weight that optimizers are compared on. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import { useDebugger } from '../../../renderer/debugger/debugger-store';
import { trainedElement, trainedTensors } from '../../../renderer/debugger/optimizers/trained-element';
import { traceQuestion } from '../../../renderer/debugger/question';
import { useData } from '../../../renderer/store/data-store';
import { useSample } from '../../../renderer/store/sample-store';
import { openEmpty, openTemplate } from '../window';

const request = { source: { kind: 'builtin', name: 'digits' }, split: { seed: 1, validation: 0.2, test: 0 } } as const;

afterEach(() => {
  useSample.setState({ sample: undefined });
  useData.setState({ request: undefined });
  useDebugger.setState({ labels: {}, given: undefined, mode: 'train' });
  openEmpty();
});

describe('the sample', () => {
  const samples = () => traceQuestion().samples;
  const open = (): void => {
    openTemplate('lenet5');
    useData.setState({ request });
  };

  it('is a row, unless something is given by hand; then the row fills in what is not', () => {
    open();
    useSample.setState({ sample: { kind: 'row', row: 12 } });
    expect(samples()).toEqual([{ kind: 'rows', ...request, rows: [12] }]);
    useSample.setState({ sample: { kind: 'given', inputs: { image: Uint8Array.of(1) }, row: 12 } });
    expect(samples()).toEqual([{ kind: 'byHand', inputs: { image: Uint8Array.of(1) }, rest: { ...request, row: 12 }, targets: {} }]);
  });

  it('is told what it should answer; in use only where a person says so', () => {
    open();
    useSample.setState({ sample: { kind: 'given', inputs: { image: Uint8Array.of(1) } } });
    useDebugger.setState({ labels: { output: '7' } });
    expect(samples()).toEqual([{ kind: 'byHand', inputs: { image: Uint8Array.of(1) }, targets: { output: '7' } }]);
    useDebugger.setState({ labels: {}, mode: 'test' });
    expect(samples()).toEqual([{ kind: 'byHand', inputs: { image: Uint8Array.of(1) } }]);
  });

  it('is numbers typed in before everything else', () => {
    open();
    useSample.setState({ sample: { kind: 'row', row: 12 } });
    useDebugger.setState({ given: { samples: [{ inputs: { x: [1] } }] } });
    expect(samples()).toEqual([{ kind: 'given', inputs: { x: [1] } }]);
  });
});

describe('the weight', () => {
  const value = (name: string, shape: readonly number[] = [2, 2]): ListedValue => ({ name, isNamed: true, origin: '', phase: 'update', inputs: [], dtype: 'float32', shape, axes: shape.map(() => 'unit'), data: [], count: 1 });
  const names = ['a.weight', 'a.weight.grad', 'a.weight.mean', 'a.weight.mean.next', 'a.weight.next', 'b.weight', 'b.weight.grad', 'b.weight.next', 'norm.mean', 'norm.mean.next'];
  const trace = { values: names.map((name) => value(name)) } as unknown as Trace;

  it('is one that is trained, and no moment or statistic; the current box comes first', () => {
    expect(trainedTensors(trace, 'a').map(({ name }) => name)).toEqual(['a.weight', 'b.weight']);
    expect(trainedTensors(trace, 'b').map(({ name }) => name)).toEqual(['b.weight', 'a.weight']);
  });

  it('is the chosen number, also where its gradient or moment was chosen', () => {
    const tensors = trainedTensors(trace, 'a');
    expect(trainedElement(tensors, { value: 'b.weight.grad', position: [1, 0] })).toEqual({ value: 'b.weight', position: [1, 0] });
    expect(trainedElement(tensors, { value: 'a.weight.mean.next', position: [0, 1] })).toEqual({ value: 'a.weight', position: [0, 1] });
    expect(trainedElement(tensors, { value: 'loss', position: [] })).toEqual({ value: 'a.weight', position: [0, 0] });
    expect(trainedElement([], undefined)).toBeUndefined();
  });
});
