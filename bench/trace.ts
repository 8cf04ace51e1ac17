/** How long it takes to open a trace, and then to go through it box by box: the goals are 2 s and 100 ms. */
import type { LoomDocument } from '../engine/document/model';
import { inferNetwork } from '../engine/infer/infer-network';
import { Traces, type TraceRequest } from '../engine/run/trace';
import { fiftyConvolutional, fiftyDense, resnet18 } from './trace-networks';

export interface TraceTiming {
  readonly network: string;
  readonly parameters: number;
  readonly values: number;
  readonly steps: number;
  /** Milliseconds until the list of all values is there: in a process that has traced nothing yet, and the median of later ones. */
  readonly firstOpen: number;
  readonly open: number;
  /** Processor time of the first one. */
  readonly firstOpenProcessor: number;
  /** Milliseconds for all values of one box with the formula of an element each. */
  readonly step: StepTimes;
  readonly stepProcessor: StepTimes;
}

interface StepTimes {
  readonly median: number;
  readonly p95: number;
  readonly slowest: number;
  readonly slowestStep: string;
}

interface Step {
  readonly name: string;
  readonly clock: number;
  readonly processor: number;
}

export const NETWORKS = { 'ResNet-18': resnet18, '50 layers, dense': fiftyDense, '50 layers, convolutional': fiftyConvolutional } as const;

/** What the window asks for. */
const LISTED = 8;
const SHOWN = 4096;

export async function timeTrace(document: LoomDocument, openings: number): Promise<TraceTiming> {
  const network = inferNetwork(document);
  const request: TraceRequest = { from: { document, version: '1' }, mode: 'train', samples: [sampleFor(document)] };
  const opens: number[] = [];
  let firstOpenProcessor = 0;
  for (let opening = 0; opening < openings; opening++) {
    const traces = new Traces();
    const { clock, processor } = await timed('', () => traces.trace({ ...request, most: LISTED }));
    opens.push(clock);
    if (opening === 0) firstOpenProcessor = processor;
    await traces.close();
  }
  const traces = new Traces();
  const { values, steps } = await traces.trace({ ...request, most: LISTED });
  const named = new Map(values.map((value) => [value.name, value]));
  const times: Step[] = [];
  for (const { phase, origin, values: own } of steps) {
    const look = async (): Promise<void> => {
      for (const name of own) {
        const value = named.get(name)!;
        await traces.values({ ...request, name, count: SHOWN });
        if (value.isNamed) await traces.formula({ ...request, element: `${name}[${value.shape.map((size) => Math.floor(size / 2)).join(',')}]`, through: true });
      }
    };
    times.push(await timed(`${phase} ${origin}`, look));
  }
  await traces.close();
  const later = opens.slice(1).sort((a, b) => a - b);
  return {
    network: document.name,
    parameters: network.totals.params,
    values: values.length,
    steps: steps.length,
    firstOpen: Math.round(opens[0]!),
    open: Math.round(later[Math.floor(later.length / 2)] ?? opens[0]!),
    firstOpenProcessor: Math.round(firstOpenProcessor),
    step: summary(times, 'clock'),
    stepProcessor: summary(times, 'processor'),
  };
}

async function timed(name: string, work: () => Promise<unknown>): Promise<Step> {
  const before = process.cpuUsage();
  const began = performance.now();
  await work();
  const clock = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return { name, clock, processor: (user + system) / 1000 };
}

function summary(times: readonly Step[], by: 'clock' | 'processor'): StepTimes {
  const sorted = times.toSorted((a, b) => a[by] - b[by]);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { median: rounded(at(0.5)[by]), p95: rounded(at(0.95)[by]), slowest: rounded(at(1)[by]), slowestStep: at(1).name };
}

/** One sample of any numbers. */
function sampleFor(document: LoomDocument): TraceRequest['samples'][number] {
  const { nodes } = inferNetwork(document);
  const source = nodes.find(({ definition }) => definition?.source)!;
  const sink = nodes.find(({ definition }) => definition?.target)!;
  const target = sink.definition!.target!.target({ inputs: sink.sizes!.inputs, parameters: sink.parameters });
  const inputs = Array.from({ length: countOf(source.sizes!.outputs[0] as number[]) }, (_, index) => Math.sin(index));
  return { kind: 'given', inputs: { input: inputs }, targets: { output: Array.from({ length: countOf(target.shape as number[]) }, () => 0) } };
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function rounded(milliseconds: number): number {
  return Number(milliseconds.toFixed(1));
}
