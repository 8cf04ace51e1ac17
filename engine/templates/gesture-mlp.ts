import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { GESTURE_TRAINING, gestureSize } from './families/gestures';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

export const gestureMlp: Template = {
  name: 'gesture-mlp',
  title: 'Gestures from one moment',
  summary: 'Tells what a hand shows from the points of a landmark network, one moment at a time',
  notes: 'Two hidden Dense layers over 63 numbers: small, because the landmarks have done the seeing.',
  category: 'small',
  paper: { authors: 'Zhang et al.', title: 'MediaPipe Hands: on-device real-time hand tracking' },
  year: 2020,
  takes: 'numbers',
  size: gestureSize(1),
  build: (size) => {
    const network = new NetworkBuilder();
    let last: Source = network.input(size.input);
    for (const layer of [1, 2]) {
      last = network.layer('relu', `relu${layer}`, network.layer('dense', `hidden${layer}`, last, { units: 64 }));
      last = network.layer('dropout', `dropout${layer}`, last, { rate: 0.2 });
    }
    addAnswer(network, last, size);
    return { ...network.document('gesture-mlp'), training: GESTURE_TRAINING };
  },
};
