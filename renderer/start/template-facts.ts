/** What a card shows of a network, worked out once per window. */
import { inferNetwork } from '../../engine/infer/infer-network';
import type { Template } from '../../engine/templates/template';
import { networkSlabs, type Slab } from './network-slabs';

export interface TemplateFacts {
  /** Of the network in the size of its paper. */
  readonly parameters: number;
  readonly slabs: readonly Slab[];
}

const known = new Map<string, TemplateFacts>();

export function templateFacts(template: Template): TemplateFacts {
  const facts = known.get(template.name) ?? workOut(template);
  known.set(template.name, facts);
  return facts;
}

function workOut({ build, size }: Template): TemplateFacts {
  const network = inferNetwork(build(size));
  return { parameters: network.totals.params, slabs: networkSlabs(network) };
}
