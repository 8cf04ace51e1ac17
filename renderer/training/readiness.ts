/** What keeps the open network from being trained, in the order in which a person would mend it. */
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import type { InferredNetwork } from '../../engine/infer/infer-network';

export interface Obstacle {
  readonly message: string;
  /** Where it is mended. */
  readonly place: 'data' | 'problems' | 'palette';
  /** Between network and data: what one click may mend. */
  readonly problem?: Diagnostic;
}

/** `bindings` are what keeps network and data apart, as far as that is known. */
export function whyNotReady({ document, network }: { readonly document: LoomDocument; readonly network: InferredNetwork }, bindings: readonly Diagnostic[] = []): Obstacle | undefined {
  if (network.nodes.length === 0) return { message: 'The network is empty.', place: 'palette' };
  const problems = network.problems.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return { message: problems.length === 1 ? problems[0]!.message : `The network has ${problems.length} problems. The first: ${problems[0]!.message}`, place: 'problems' };
  if (!document.data) return { message: 'The network has no data to learn from.', place: 'data' };
  if (bindings.length > 0) return { message: bindings[0]!.message, place: 'problems', problem: bindings[0]! };
  return undefined;
}
