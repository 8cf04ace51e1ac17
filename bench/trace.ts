/** How long it takes to open a trace, and then to go through it value by value: the goals are 2 s and 100 ms. */
import { createDocument } from '../engine/document/edits';
import { GraphBuilder, type Source } from '../engine/document/graph-builder';
import type { JsonObject, LoomDocument } from '../engine/document/model';
import { inferNetwork } from '../engine/infer/infer-network';
import { Traces, type TraceRequest } from '../engine/run/trace';

interface Timing {
  readonly network: string;
  readonly parameters: number;
  readonly values: number;
  readonly steps: number;
  /** Milliseconds until the list of all values is there, by the clock and of the processor. */
  readonly open: number;
  readonly openProcessor: number;
  /** Of the answers to all values of one box, with the formula of an element each: the median and the slowest. */
  readonly median: number;
  readonly slowest: number;
  readonly slowestStep: string;
}

/** He et al. 2015 for pictures of 224×224 and 1,000 classes. */
function resnet18(): LoomDocument {
  const graph = new GraphBuilder();
  const add = (type: string, params: JsonObject, from: Source) => graph.add({ type, params }, from);
  const normalized = (from: Source, filters: number, kernel: number, stride: number) => {
    const pad = (kernel - 1) / 2;
    return add('batch-norm', {}, add('conv2d', { filters, kernel, stride, padding: 'explicit', pads: [pad, pad, pad, pad], bias: false }, from));
  };
  let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [3, 224, 224] } });
  last = add('max-pool2d', { kernel: 3, stride: 2, padding: 'explicit', pads: [1, 1, 1, 1] }, add('relu', {}, normalized(last, 64, 7, 2)));
  for (const [filters, firstStride] of [[64, 1], [128, 2], [256, 2], [512, 2]] as const) {
    for (const stride of [firstStride, 1]) {
      const body = normalized(add('relu', {}, normalized(last, filters, 3, stride)), filters, 3, 1);
      const shortcut = stride > 1 ? normalized(last, filters, 1, stride) : last;
      last = add('relu', {}, graph.add({ type: 'add' }, { in1: body, in2: shortcut }));
    }
  }
  last = add('dense', { units: 1000 }, add('global-avg-pool', {}, last));
  graph.add({ type: 'output', name: 'output', params: { loss: 'cross-entropy' } }, last);
  return createDocument('ResNet-18', graph.build());
}

/** Twenty-five Dense layers with their activations. */
function fiftyLayers(): LoomDocument {
  const graph = new GraphBuilder();
  let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [64] } });
  for (let layer = 0; layer < 25; layer++) last = graph.add({ type: 'tanh' }, graph.add({ type: 'dense', params: { units: 64 } }, last));
  graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, last);
  return createDocument('50 layers', graph.build());
}

async function time(document: LoomDocument): Promise<Timing> {
  const network = inferNetwork(document);
  const source = network.nodes.find(({ definition }) => definition?.source)!;
  const inputs = (source.sizes!.outputs[0] as number[]).reduce((product, size) => product * size, 1);
  const sink = network.nodes.find(({ definition }) => definition?.target)!;
  const target = sink.definition!.target!.target({ inputs: sink.sizes!.inputs, parameters: sink.parameters });
  const targets = (target.shape as number[]).reduce((product, size) => product * size, 1);
  const request: TraceRequest = {
    from: { document, version: '1' },
    mode: 'train',
    samples: [{ kind: 'given', inputs: { input: Array.from({ length: inputs }, (_, index) => Math.sin(index)) }, targets: { output: Array.from({ length: targets }, () => 0) } }],
  };
  const traces = new Traces();
  const began = performance.now();
  const before = process.cpuUsage();
  const { values, steps } = await traces.trace(request);
  const open = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  const named = new Map(values.map((value) => [value.name, value]));
  const times: { readonly step: string; readonly milliseconds: number }[] = [];
  for (const { phase, origin, values: own } of steps) {
    const start = performance.now();
    for (const name of own) {
      const value = named.get(name)!;
      await traces.values({ ...request, name, count: 4096 });
      if (value.isNamed) await traces.formula({ ...request, element: `${name}[${value.shape.map((size) => Math.floor(size / 2)).join(',')}]`, through: true });
    }
    times.push({ step: `${phase} ${origin}`, milliseconds: performance.now() - start });
  }
  await traces.close();
  times.sort((a, b) => a.milliseconds - b.milliseconds);
  const slowest = times.at(-1)!;
  return {
    network: document.name,
    parameters: network.totals.params,
    values: values.length,
    steps: steps.length,
    open: Math.round(open),
    openProcessor: Math.round((user + system) / 1000),
    median: Number(times[Math.floor(times.length / 2)]!.milliseconds.toFixed(2)),
    slowest: Number(slowest.milliseconds.toFixed(1)),
    slowestStep: slowest.step,
  };
}

for (const document of [fiftyLayers(), resnet18()]) console.log(JSON.stringify(await time(document)));
