/** The rows of the layers view: what a look found in each layer, with the way of its gradient norm so far; sorting. */
import type { WatchedPort, WatchedTensor, WatchRecord } from '../../../engine/run/watch/record';
import { kindOf, type Kind } from '../../network/kind';
import type { Finding } from './diagnose';

export interface LayerRow {
  /** Name path of the box. */
  readonly path: string;
  readonly kind: Kind;
  /** Its largest trained tensor; absent where it trains none. */
  readonly weights: WatchedTensor | undefined;
  readonly port: WatchedPort;
  /** Of what it puts out; absent where the loss does not depend on it. */
  readonly norm: number | undefined;
  /** The same at every look so far; NaN where a look does not know the layer. */
  readonly norms: readonly number[];
  readonly finding: Finding | undefined;
  /** Sources first. */
  readonly order: number;
}

/** Of the last of `records`. */
export function layerRows(records: readonly WatchRecord[], findings: readonly Finding[]): readonly LayerRow[] {
  const record = records.at(-1);
  if (!record) return [];
  const earlier = records.map(({ ports }) => new Map(ports.map((port) => [`${port.node}:${port.port}`, port.gradientNorm ?? NaN])));
  const weights = mainTensors(record.tensors);
  const ports = new Map(record.ports.map((port) => [port.node, port]));
  return [...ports.values()].map((port, order) => ({
    path: port.node,
    kind: kindOf(port.type),
    weights: weights.get(port.node),
    port,
    norm: port.gradientNorm,
    norms: earlier.map((norms) => norms.get(`${port.node}:${port.port}`) ?? NaN),
    finding: findings.find(({ nodes }) => nodes.includes(port.node)),
    order,
  }));
}

/** Weights rather than biases. */
export function mainTensors(tensors: readonly WatchedTensor[]): ReadonlyMap<string, WatchedTensor> {
  const main = new Map<string, WatchedTensor>();
  for (const tensor of tensors) if (tensor.axes > (main.get(tensor.node)?.axes ?? 0)) main.set(tensor.node, tensor);
  return main;
}

export type LayerSort = 'layer' | 'norm' | 'zeros' | 'dead';

/** The layers in their order, or what needs a look first: the smallest gradient, the most zeros, the most dead units. */
export function sortRows(rows: readonly LayerRow[], sort: LayerSort): readonly LayerRow[] {
  const value: Record<LayerSort, (row: LayerRow) => number> = {
    layer: ({ order }) => order,
    norm: ({ norm }) => norm ?? Infinity,
    zeros: ({ port }) => -port.activation.zeros,
    dead: ({ port: { units } }) => (units ? -units.dead / units.count : 1),
  };
  return [...rows].sort((a, b) => value[sort](a) - value[sort](b) || a.order - b.order);
}

export function percentText(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
