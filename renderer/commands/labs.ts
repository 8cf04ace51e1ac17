import { LAB_INFO } from '../labs/lab-info';
import { closeLabs, openLab, useLabs } from '../labs/labs-store';
import type { Command } from './command';

export const labCommands: readonly Command[] = LAB_INFO.map(({ id, title, words }) => ({
  id: `lab:${id}`,
  title: `Playground: ${title}`,
  group: 'Learn',
  words: `lab labs experiment demo ${words}`,
  run: () => openLab(id),
}));

export const showLabs: Command = { id: 'labs', title: 'Playgrounds', group: 'Learn', words: 'labs experiments demos', run: () => openLab() };

export const leaveLabs: Command = {
  id: 'leave-labs',
  title: 'Leave the playground',
  group: 'Learn',
  words: 'labs back close',
  unavailable: () => (useLabs.getState().isOpen ? undefined : 'No playground is open.'),
  run: closeLabs,
};
