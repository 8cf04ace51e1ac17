/** What is known about playgrounds before one is opened, in the order in which a course meets them. */
import type { LabId } from './labs-store';

export interface LabInfo {
  readonly id: LabId;
  readonly title: string;
  /** What there is to see, for the start screen. */
  readonly summary: string;
  /** More words that a search finds it by. */
  readonly words: string;
}

export const LAB_INFO: readonly LabInfo[] = [
  { id: 'boundary', title: 'Decision boundary', summary: 'A small network divides points of a plane while you watch', words: 'classification spirals moons circles xor 2d' },
  { id: 'perceptron', title: 'Perceptron', summary: 'One unit, one line, and the rule that moves it', words: 'or and xor learning rule rosenblatt threshold' },
  { id: 'convolution', title: 'Convolution', summary: 'Kernels over a picture or your camera, edges and pooling', words: 'kernel roberts prewitt sobel gaussian sharpen pooling edge gradient camera' },
  { id: 'descent', title: 'Going downhill', summary: 'Learning rates in a valley, and optimizers in a race', words: 'learning rate gradient descent optimizer race momentum nesterov adagrad rmsprop adam valley saddle' },
  { id: 'softmax', title: 'Softmax', summary: 'Scores, temperature and probabilities, number by number', words: 'temperature probability logits entropy' },
  { id: 'overfitting', title: 'Overfitting', summary: 'Learning by heart, and four remedies side by side', words: 'dropout weight decay regularization early stopping more data validation' },
];
