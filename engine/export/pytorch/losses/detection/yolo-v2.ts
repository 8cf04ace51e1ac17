import { PRIOR_LOGIT } from '../../../../layers/detection/head/prior';
import type { TorchRule } from '../torch-rule';
import { ANCHORED } from './assignment-parts';
import { IOU } from './box-parts';

/** `engine/layers/detection/yolo-v2-head.ts` */
export const yoloV2Rule: TorchRule = {
  calls: 'yolo_v2_loss',
  reads: 'inputs-behind-picture',
  needs: [IOU, ANCHORED],
  code: String.raw`def yolo_v2_loss(target, maps, truth):
    """maps: one; of each anchor in each cell, four numbers of the box, one for an object, one for each class."""
    options = target['options']
    places, objects = Places(maps, target['picture'], options['anchors']), Objects(truth, options['classes'])
    values = places.join(maps)
    raw, certainty, class_logits = values[:, :4].split(1, 1), (values[:, 4:5] + ${PRIOR_LOGIT}).sigmoid(), values[:, 5:]

    with torch.no_grad():
        assignment = most_alike(objects, places, options['alike'])
        positive, wanted, classes = objects.matched(assignment)
        overlaps = iou(anchored_box(raw, places), objects.box)
        # Others that overlap an object well learn nothing about being one.
        empty = (1 - positive) * (overlaps.amax(1, keepdim=True) < options['ignore'])
        agreement = (assignment * overlaps).sum(1, keepdim=True)
        centre, growth = anchored_targets(wanted, places)

    squares = sum((found - aim) ** 2 for found, aim in zip((raw[0].sigmoid(), raw[1].sigmoid(), raw[2], raw[3]), centre + growth))
    box_loss = (positive * squares).sum()
    object_loss = (positive * (certainty - agreement) ** 2).sum()
    empty_loss = (empty * certainty ** 2).sum()
    class_loss = -(classes * class_logits.log_softmax(1)).sum()
    loss = options['boxWeight'] * box_loss + options['objectWeight'] * object_loss + empty_loss + class_loss
    return loss / count_of(positive).sum()
`,
};
