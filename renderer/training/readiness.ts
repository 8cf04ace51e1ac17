/** What keeps the open network from being trained, in the order in which a person would mend it. */
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import type { InferredNetwork } from '../../engine/infer/infer-network';

export interface Obstacle {
  readonly message: string;
  /** Where it is mended; nowhere where it passes. */
  readonly place?: 'data' | 'problems' | 'palette';
  /** Between network and data: what one click may mend. */
  readonly problem?: Diagnostic;
}

/** What is known of network and data together. */
export interface Bound {
  readonly report: { readonly problems: readonly Diagnostic[] } | undefined;
  /** Whether the answer is on its way. */
  readonly isLooking: boolean;
}

export function whyNotReady({ document, network }: { readonly document: LoomDocument; readonly network: InferredNetwork }, { report, isLooking }: Bound): Obstacle | undefined {
  if (network.nodes.length === 0) return { message: 'The network is empty.', place: 'palette' };
  const problems = network.problems.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return { message: problems.length === 1 ? problems[0]!.message : `The network has ${problems.length} problems. The first: ${problems[0]!.message}`, place: 'problems' };
  if (!document.data) return { message: 'The network has no data to learn from.', place: 'data' };
  if (isLooking) return { message: 'Looking at the data.' };
  const problem = report?.problems[0];
  return problem && { message: problem.message, place: 'problems', problem };
}
