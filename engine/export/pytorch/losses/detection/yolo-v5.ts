import type { TorchRule } from '../torch-rule';
import { NEAR_ANCHORS } from './assignment-parts';

/** `engine/layers/detection/yolo-v5-head.ts` */
export const yoloV5Rule: TorchRule = {
  calls: 'yolo_v5_loss',
  reads: 'inputs-behind-picture',
  needs: [NEAR_ANCHORS],
  code: String.raw`def yolo_v5_loss(target, maps, truth):
    """maps: of each anchor in each cell, four numbers of the box, one for an object, one for each class."""
    options = target['options']
    places, objects = Places(maps, target['picture'], options['anchors']), Objects(truth, options['classes'])
    assignment = one_per_place(near_places(objects, places, options['ratio'], reach=0.5), shape_overlap(objects, places))
    weights = options['boxWeight'], options['objectWeight'], options['classWeight']
    loss, count = near_anchor_loss(places.join(maps), places, objects, assignment, *weights)
    return loss.sum() / count.sum()
`,
};
