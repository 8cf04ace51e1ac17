/** Answers of heads that find objects: a row for each place, with four values of its box and a score for each class. */
import { number, plus, product, sum, times, type Expression } from '../expression/expression';
import type { SizedBox, SizeRule } from './output-size';
import { letter, numbered } from './size-letters';

/** `perCell` places in each cell of the maps, which are inputs 2 to 1 + `maps`. */
function found(maps: number, perCell: (box: SizedBox) => Expression): SizeRule {
  return (box) => {
    const cells = box.inputs.slice(1, 1 + maps).map((map, index) => product([numbered('h', index + 1, map[1]!), numbered('w', index + 1, map[2]!)]));
    return [times(perCell(box), sum(cells)), plus(number(4), letter('classes', box.parameters['classes'] as number))];
  };
}

const anchors = (maps: number) => found(maps, ({ parameters }) => letter('anchors', (parameters['anchors'] as readonly number[]).length / 2 / maps));
const once = found(3, () => number(1));

export const HEAD_OUTPUTS: Readonly<Record<string, SizeRule>> = {
  'yolo-v1-head': found(1, ({ parameters }) => letter('boxes', parameters['boxes'] as number)),
  'yolo-v2-head': anchors(1),
  'yolo-v3-head': anchors(3),
  'yolo-v5-head': anchors(3),
  'yolo-v6-head': once,
  'yolo-v7-head': anchors(3),
  'yolo-v8-head': once,
  'ssd-head': anchors(3),
};
