import { PRIOR_LOGIT } from '../../../../layers/detection/head/prior';
import type { PythonPart, TorchRule } from '../torch-rule';
import { TASK_ALIGNED } from './assignment-parts';
import { CIOU, CROSS_ENTROPY } from './box-parts';

/** `engine/losses/detection/overlap.ts` */
const OVERLAPS: PythonPart = {
  needs: [CIOU],
  code: String.raw`def giou(one, other):
    """IoU less the share of the box around both that neither fills (Rezatofighi et al. 2019)."""
    (shared, union), (width, height) = intersection_and_union(one, other), enclosing(one, other)
    area = width * height + EPSILON
    return shared / union - (area - union) / area


def siou(one, other):
    """IoU less half of how far apart the centres lie, less the more aslant, and of how far the sides differ (Gevorgyan 2022)."""
    across, down = one[0] - other[0], one[1] - other[1]
    steepness = 2 * (across * down).abs() / (across ** 2 + down ** 2 + EPSILON) - 2
    apart = sum(1 - torch.exp(steepness * (offset / (side + EPSILON)) ** 2) for offset, side in zip((across, down), enclosing(one, other)))
    sides = sum((1 - torch.exp(-(one[at] - other[at]).abs() / (torch.max(one[at], other[at]) + EPSILON))) ** 4 for at in (2, 3))
    return iou(one, other) - (apart + sides) / 2


OVERLAPS = {'iou': iou, 'giou': giou, 'diou': diou, 'ciou': ciou, 'siou': siou}
`,
};

/** `engine/layers/detection/yolo-v6-head.ts` */
export const yoloV6Rule: TorchRule = {
  calls: 'yolo_v6_loss',
  reads: 'inputs-behind-picture',
  needs: [TASK_ALIGNED, OVERLAPS, CROSS_ENTROPY],
  code: String.raw`def yolo_v6_loss(target, maps, truth):
    """maps: of each cell, four numbers for the distances of the sides, then one for each class."""
    options = target['options']
    places, objects = Places(maps, target['picture']), Objects(truth, options['classes'])
    values = places.join(maps)
    box, class_logits = distance_box(F.softplus(values[:, :4]), places), values[:, 4:] + ${PRIOR_LOGIT}
    assignment, quality = task_aligned(box, class_logits.sigmoid(), objects, places, options['candidates'], score_power=1)
    positive, wanted, classes = objects.matched(assignment)
    # Varifocal loss (Zhang et al. 2021): where nothing is, easy answers count little.
    weight = 0.75 * class_logits.detach().sigmoid() ** 2 * (1 - classes) + classes * quality
    class_loss = (weight * cross_entropy(class_logits, classes * quality)).sum()
    box_loss = (quality * positive * (1 - OVERLAPS[options['boxLoss']](box, wanted))).sum()
    return (class_loss + options['boxWeight'] * box_loss) / count_of(quality).sum()
`,
};
