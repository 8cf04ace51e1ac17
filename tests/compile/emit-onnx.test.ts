import { expect, test } from 'vitest';
import { emitOnnx } from '../../engine/compile/9-emit-onnx';
import { float32Tensor } from '../../engine/core/dtype';
import { Builder } from '../../engine/ops/builder';
import { expectClose } from '../gradients/finite-differences';
import { interpret } from '../interpreter/interpret';
import { fill } from '../interpreter/nd-array';
import { loadOnnx } from '../ops/run-onnx';

test('large constants side by side stay apart', async () => {
  const builder = new Builder();
  const [a, b] = [1, 2].map((value) => builder.constant(float32Tensor([100], new Float32Array(100).fill(value))));
  const x = builder.input({ dtype: 'float32', shape: [100] }, { kind: 'feature', node: 'x' });
  builder.output(builder.add(builder.mul(x, a!), b!), { kind: 'prediction', node: 'y' });
  const graph = builder.finish();
  const feeds = { x: fill([100], ([index]) => index!) };
  const runner = await loadOnnx(graph);
  expectClose((await runner.run(feeds))[0]!, interpret(graph, feeds)[0]!, 1e-6, 'x + 2');
});

test('equal small constants are written once', () => {
  const builder = new Builder();
  const x = builder.input({ dtype: 'float32', shape: ['N'] }, { kind: 'feature', node: 'x' });
  builder.output(builder.add(builder.mul(x, 0.5), 0.5), { kind: 'prediction', node: 'y' });
  expect(emitOnnx(builder.finish(), 'test').initializers).toHaveLength(1);
});

test.each(['v0', 'v1', 'v2', 'c0', 'c1', 'engine', 'output'])('a box may be called %s', async (name) => {
  const builder = new Builder();
  const x = builder.input({ dtype: 'float32', shape: ['N'] }, { kind: 'feature', node: name });
  const y = builder.within({ origin: name }, () => builder.exp(builder.add(builder.mul(x, 3), 2)));
  builder.output(y, { kind: 'prediction', node: name });
  const graph = builder.finish();
  const feeds = { [name]: fill([2], ([index]) => index! / 4) };
  const runner = await loadOnnx(graph);
  expectClose((await runner.run(feeds))[0]!, interpret(graph, feeds)[0]!, 1e-6, name);
});

test('an output that is an input, and a value that is two outputs', async () => {
  const builder = new Builder();
  const x = builder.input({ dtype: 'float32', shape: ['N'] }, { kind: 'feature', node: 'x' });
  const y = builder.neg(x);
  builder.output(x, { kind: 'prediction', node: 'same' });
  builder.output(y, { kind: 'prediction', node: 'y' });
  builder.output(y, { kind: 'prediction', node: 'again' });
  builder.output(builder.abs(y), { kind: 'prediction', node: 'abs' });
  const graph = builder.finish();
  const feeds = { x: fill([2], ([index]) => index! + 1) };
  const runner = await loadOnnx(graph);
  (await runner.run(feeds)).forEach((value, index) => expectClose(value, interpret(graph, feeds)[index]!, 1e-6, `output ${index}`));
});

test('every node and value is called after the box it came from, or is the engine’s own', () => {
  const builder = new Builder();
  const x = builder.input({ dtype: 'float32', shape: ['N'] }, { kind: 'feature', node: 'x' });
  const y = builder.within({ origin: 'stage1/act' }, () => builder.exp(builder.exp(x)));
  builder.output(y, { kind: 'prediction', node: 'y' });
  const model = emitOnnx(builder.finish(), 'test');
  expect(model.nodes.map(({ name }) => name)).toEqual(['stage1/act/forward/Exp', 'stage1/act/forward/Exp_1']);
  expect(model.outputs.map(({ name }) => name)).toEqual(['y:prediction']);
});
