import { useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const tintWires: Command = {
  id: 'tint-wires',
  title: 'Tint wires by gradient norm or not',
  group: 'View',
  words: 'colour gradients vanishing exploding watch',
  unavailable: needsDocument,
  run: () => useSession.setState(({ tint }) => ({ tint: !tint })),
};
