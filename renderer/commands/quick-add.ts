import { viewport } from '../canvas/viewport';
import { useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const quickAdd: Command = {
  id: 'quick-add',
  title: 'Add a layer…',
  group: 'Layers',
  keys: ['Shift+A'],
  words: 'new node box insert',
  unavailable: needsDocument,
  run: () => {
    const canvas = viewport();
    if (canvas) useSession.setState({ quickAdd: { screen: canvas.pointer() ?? canvas.middle() } });
  },
};
