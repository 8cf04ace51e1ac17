/** A document whose pruned weights stay zero while it is trained on. */
import type { LoomDocument } from '../document/model';
import { changeTensors } from '../infer/change-tensors';
import { inferNetwork } from '../infer/infer-network';

export interface KeptZeros {
  readonly document: LoomDocument;
  /** Tensors that have another constraint already, which is kept; their zeros may grow again. */
  readonly occupied: readonly string[];
}

/** Tensors are named by key, in blocks too. */
export function keepZeros(document: LoomDocument, keys: ReadonlySet<string>): KeptZeros {
  const network = inferNetwork(document);
  const isOccupied = (key: string): boolean => (network.tensors.get(key)?.settings.constraint?.kind ?? 'keep-zeros') !== 'keep-zeros';
  const occupied = [...keys].filter(isOccupied);
  const free = [...keys].filter((key) => !isOccupied(key));
  return { document: changeTensors(document, network, free, () => ({ constraint: { kind: 'keep-zeros' } })), occupied };
}
