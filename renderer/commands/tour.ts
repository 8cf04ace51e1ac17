import { templateCommands } from './files';
import type { Command } from './command';
import { beginTour } from '../tour/tour-store';
import { showDock } from '../store/session-store';

/** LeNet-5 on drawn digits, ready to train. */
const lenet = templateCommands.find(({ id }) => id === 'template:lenet5')!;

export const startTour: Command = {
  id: 'tour',
  title: 'Train your first network',
  group: 'Learn',
  words: 'tour tutorial help begin learn guide',
  run: () => {
    lenet.run();
    showDock('training');
    beginTour();
  },
};
