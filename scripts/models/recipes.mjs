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
    train: ['yolo-v8-small', '--data', 'builtin:scenes:6000', '--seed', '1'],
    test: ['--data', 'builtin:scenes:6000', '--part', 'test'],
    scores: { AP50: 'ap50', 'AP50–95': 'ap' },
  },
};
