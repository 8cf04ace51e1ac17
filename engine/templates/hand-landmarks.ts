import { buildLandmarker, SMALL_LANDMARKER } from './families/landmarks';
import type { Template } from './template';

export const handLandmarks: Template = {
  ...SMALL_LANDMARKER,
  name: 'hand-landmarks',
  title: 'Hand landmarks',
  summary: 'Tells the 21 points of a hand in depth, and which of them can be seen',
  notes: 'One picture of one hand, as a detector cuts it out. The points are numbered as MediaPipe numbers them; the network is a small one of its own.',
  paper: { authors: 'Zhang et al.', title: 'MediaPipe Hands: on-device real-time hand tracking' },
  year: 2020,
  size: { input: [3, 96, 96], points: 21 },
  data: { kind: 'builtin', name: 'hand' },
  build: (size) => buildLandmarker('hand-landmarks', size),
};
