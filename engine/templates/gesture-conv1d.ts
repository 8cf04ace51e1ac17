import type { Source } from '../document/graph-builder';
import { GESTURE_WIDTH } from '../vision/gesture-features';
import { addAnswer } from './answer';
import { GESTURE_TRAINING, gestureSize, MOMENTS } from './families/gestures';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

export const gestureConv1d: Template = {
  name: 'gesture-conv1d',
  title: 'Gestures that move',
  summary: 'Tells what a hand does from the points of several moments: a wave, a swipe, or a gesture that is held',
  notes: 'Convolutions along time over moments side by side; the strongest answer of any moment counts.',
  category: 'small',
  paper: { authors: 'Bai, Kolter and Koltun', title: 'An empirical evaluation of generic convolutional and recurrent networks for sequence modeling' },
  year: 2018,
  takes: 'numbers',
  size: gestureSize(MOMENTS),
  build: (size) => {
    const network = new NetworkBuilder();
    const values = size.input[0]!;
    // Rows of a table are moments side by side; tables of another width are taken as a single moment.
    const moments = values % GESTURE_WIDTH === 0 ? values / GESTURE_WIDTH : 1;
    let last: Source = network.layer('reshape', 'moments', network.input(size.input), { shape: [moments, values / moments] });
    for (const layer of [1, 2]) {
      last = network.layer('conv1d', `conv${layer}`, last, { filters: 64, kernel: 3, padding: 'same' });
      last = network.layer('relu', `relu${layer}`, last);
    }
    last = network.layer('global-max-pool', 'strongest', last);
    addAnswer(network, network.layer('dropout', 'dropout', last, { rate: 0.2 }), size);
    return { ...network.document('gesture-conv1d'), training: GESTURE_TRAINING };
  },
};
