/** Looks inside a network, with what a test is about filled in. */
import type { Distribution } from '../../../engine/run/watch/distribution';
import type { WatchedPort, WatchedTensor, WatchRecord } from '../../../engine/run/watch/record';

export function distribution(values: Partial<Distribution> = {}): Distribution {
  return { min: -1, max: 1, mean: 0, std: 0.5, norm: 1, zeros: 0, bins: [1, 2, 1], ...values };
}

export function port(node: string, gradientNorm: number | undefined, values: Partial<WatchedPort> = {}): WatchedPort {
  return { node, port: 'out', type: 'dense', activation: distribution(), ...(gradientNorm !== undefined && { gradientNorm, gradient: distribution() }), ...values };
}

export function tensor(node: string, values: Partial<WatchedTensor> & { readonly norm?: number } = {}): WatchedTensor {
  const { norm = 1, ...given } = values;
  return { key: `${node}.weight`, node, axes: 2, value: distribution(), gradient: distribution({ norm }), update: 1e-3, ...given };
}

export function record(values: Partial<WatchRecord> = {}): WatchRecord {
  return { event: 'watch', step: 100, epoch: 1, samples: 64, loss: 1, rate: 0.01, ports: [], tensors: [], ...values };
}
