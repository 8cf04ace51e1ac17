/** A network that learns a few noisy points by heart, and what helps against it. */
import { RandomStream } from '../core/random';
import { createDocument } from '../document/edits';
import { GraphBuilder } from '../document/graph-builder';
import type { LoomDocument, TensorSettings } from '../document/model';
import { LAYER_CATALOG } from '../infer/layer-catalog';

export interface Remedies {
  /** Share of the hidden units left out of each step; 0 for none. */
  readonly dropout: number;
  /** λ of ½λ·Σw² over the weights; 0 for none. */
  readonly decay: number;
  readonly stopsEarly: boolean;
  readonly points: number;
}

export interface CurvePoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export const FEW_POINTS = 12;
export const MANY_POINTS = 120;
const HELD_POINTS = 60;
const NOISE = 0.22;

/** What the points are scattered around, for x in −1 … 1. */
export function trueCurve(x: number): number {
  return 0.8 * Math.sin(3 * x);
}

function scattered(count: number, seed: number, stream: string): CurvePoints {
  const random = new RandomStream(seed, 'overfitting', stream);
  const x = Array.from({ length: count }, () => random.between(-1, 1));
  return { x, y: x.map((value) => trueCurve(value) + NOISE * random.normal()) };
}

/** Points to learn from, and others that are only judged. */
export function curvePoints(count: number, seed: number): { readonly train: CurvePoints; readonly held: CurvePoints } {
  return { train: scattered(count, seed, 'train'), held: scattered(HELD_POINTS, seed, 'held') };
}

const UNITS = 48;
/** Standard deviations of the first weights of each hidden layer: steep enough that the network can bend between any two points. */
const STARTS = [4, 0.3] as const;

export function curveNetwork({ dropout, decay }: Pick<Remedies, 'dropout' | 'decay'>, seed: number): LoomDocument {
  const drawn = (amount: number): TensorSettings => ({ init: { name: 'normal', amount }, ...(decay > 0 && { regularizer: { l2: decay } }) });
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last = graph.add({ type: 'input', name: 'x', params: { shape: [1] } });
  for (const [index, amount] of STARTS.entries()) {
    const layer = index + 1;
    last = graph.add({ type: 'dense', name: `hidden${layer}`, params: { units: UNITS }, tensors: { weight: drawn(amount), bias: { init: { name: 'normal', amount: 1 } } } }, last);
    last = graph.add({ type: 'tanh', name: `tanh${layer}` }, last);
    if (dropout > 0) last = graph.add({ type: 'dropout', name: `dropout${layer}`, params: { rate: dropout } }, last);
  }
  last = graph.add({ type: 'dense', name: 'answer', params: { units: 1 }, tensors: { weight: drawn(0.1) } }, last);
  graph.add({ type: 'output', name: 'y', params: { loss: 'mean-squared-error' } }, last);
  const program = [{ name: 'main', losses: '**', tensors: '**', optimizer: { name: 'adam', learningRate: 0.005 }, every: 1 }];
  return { ...createDocument('overfitting', graph.build()), training: { epochs: 1000, batchSize: MANY_POINTS, seed, shuffle: true, program } };
}

/** Looks without improvement after which early stopping gives up. */
export const PATIENCE = 12;

/** The best look so far and whether to stop, from the losses on held points. */
export function earlyStop(heldLosses: readonly number[]): { readonly best: number; readonly isOver: boolean } {
  const best = heldLosses.indexOf(Math.min(...heldLosses));
  return { best, isOver: heldLosses.length - 1 - best >= PATIENCE };
}
