/** A convolution without bias, followed by the BatchNorm that does the work of one. */
import type { Source } from '../document/graph-builder';
import type { GraphNode, JsonObject } from '../document/model';
import { argument, type Amount, type NetworkBuilder } from './network-builder';

export interface NormalizedConv {
  readonly filters: Amount;
  /** One number for a square. */
  readonly kernel: Amount | readonly [number, number];
  readonly stride?: Amount;
  /** On every side; half the kernel when absent, which at stride 1 keeps the size. */
  readonly padding?: Amount;
  readonly dilation?: Amount;
  readonly groups?: Amount;
  /** Of the BatchNorm, where it is not the usual 1e-5. */
  readonly epsilon?: number;
}

/** Names end with `suffix`: `conv1`, `norm1`. */
export function addNormalizedConv(network: NetworkBuilder, input: Source, suffix: string, { filters, epsilon, groups, ...window }: NormalizedConv): GraphNode {
  const params = { filters, ...windowParams(window), ...(groups !== undefined && { groups }), bias: false, initializer: 'he-normal' };
  return addNorm(network, network.layer('conv2d', `conv${suffix}`, input, params), `norm${suffix}`, epsilon);
}

/** Each channel by itself; names are `depthwise…` and `norm…`. */
export function addNormalizedDepthwise(network: NetworkBuilder, input: Source, suffix: string, { epsilon, ...window }: Omit<NormalizedConv, 'filters' | 'groups'>): GraphNode {
  const params = { ...windowParams(window), bias: false, initializer: 'he-normal' };
  return addNorm(network, network.layer('depthwise-conv2d', `depthwise${suffix}`, input, params), `norm${suffix}`, epsilon);
}

export function addNorm(network: NetworkBuilder, input: Source, name: string, epsilon?: number): GraphNode {
  return network.layer('batch-norm', name, input, epsilon === undefined ? {} : { epsilon });
}

/** Padded on both ends alike, as PyTorch does: `same` would put the odd pixel of a stride of 2 on the other side. */
function windowParams({ kernel, stride = 1, padding, dilation }: Pick<NormalizedConv, 'kernel' | 'stride' | 'padding' | 'dilation'>): JsonObject {
  const [height, width] = Array.isArray(kernel) ? (kernel as readonly [number, number]) : [kernel as Amount, kernel as Amount];
  const [top, left] = [padding ?? half(height), padding ?? half(width)];
  return { kernel: kernel as Amount, stride, padding: 'explicit', pads: [top, left, top, left], ...(dilation !== undefined && { dilation }) };
}

function half(side: Amount): Amount {
  return typeof side === 'number' ? Math.floor(side / 2) : argument(`floor((${side.expression})/2)`);
}
