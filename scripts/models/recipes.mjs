/**
 * How the bundled models are made: one entry each. `train` are the arguments of `layerloom train`, `data` what it is measured
 * on, with a seed that training never sees; `scores` names what of the evaluation stands on the card.
 */
export const RECIPES = {
  'scene-detector': {
    title: 'Scene detector',
    summary: 'Finds shapes, digits and letters in crowded pictures and says where each one is',
    answers: 'boxes',
    seen: 'It has only seen drawn scenes: shapes, digits and letters in clutter. Photographs are new to it.',
    train: ['yolo-v8-small', '--data', 'builtin:scenes:50000', '--epochs', '2', '--seed', '1'],
    test: ['--data', 'builtin:scenes:50000', '--part', 'test'],
    scores: { AP50: 'ap50', 'AP50–95': 'ap' },
  },
  'hand-landmarks': {
    title: 'Hand landmarks',
    summary: 'Tells the 21 points of a hand in depth',
    answers: 'points',
    seen: 'It has only seen drawn hands that fill the picture, more or less upright. Photographs are new to it.',
    train: ['hand-landmarks', '--data', 'builtin:hand:20000', '--epochs', '5', '--seed', '1'],
    test: ['--data', 'builtin:hand:20000', '--part', 'test'],
    scores: { 'PCK@0.1': 'pck', 'Mean error': 'nme' },
  },
  'face-landmarks': {
    title: 'Face landmarks',
    summary: 'Tells 68 points of a face in depth',
    answers: 'points',
    seen: 'It has only seen drawn faces that fill the picture, more or less from the front. Photographs are new to it.',
    train: ['face-landmarks', '--data', 'builtin:face:10000', '--epochs', '4', '--seed', '1'],
    test: ['--data', 'builtin:face:10000', '--part', 'test'],
    scores: { 'PCK@0.1': 'pck', 'Mean error': 'nme' },
  },
  'scene-segmenter': {
    title: 'Scene segmenter',
    summary: 'Gives every pixel of a crowded picture a class: shapes, digits, letters or background',
    answers: 'mask',
    seen: 'It has only seen drawn scenes: shapes, digits and letters in clutter. Photographs are new to it.',
    train: ['unet-small', '--data', 'builtin:scenes:30000', '--epochs', '2', '--seed', '1'],
    test: ['--data', 'builtin:scenes:30000', '--part', 'test'],
    scores: { 'Mean IoU': 'meanIou', 'Right pixels': 'pixelAccuracy' },
  },
};
