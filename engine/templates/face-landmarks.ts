import { buildLandmarker, SMALL_LANDMARKER } from './families/landmarks';
import type { Template } from './template';

export const faceLandmarks: Template = {
  ...SMALL_LANDMARKER,
  name: 'face-landmarks',
  title: 'Face landmarks',
  summary: 'Tells 68 points of a face in depth: jaw, brows, nose, eyes and lips, and which of them can be seen',
  notes: 'One picture of one face. The points are those of the 300-W collection; the network is a small one of its own.',
  paper: { authors: 'Sagonas et al.', title: '300 faces in-the-wild challenge: the first facial landmark localization challenge' },
  year: 2013,
  size: { input: [3, 96, 96], points: 68 },
  data: { kind: 'builtin', name: 'face' },
  build: (size) => buildLandmarker('face-landmarks', size),
};
