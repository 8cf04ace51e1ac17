import { PRIOR_LOGIT } from '../../../../layers/detection/head/prior';
import type { TorchRule } from '../torch-rule';
import { TASK_ALIGNED } from './assignment-parts';

/** `engine/layers/detection/yolo-v8-head.ts` */
export const yoloV8Rule: TorchRule = {
  calls: 'yolo_v8_loss',
  reads: 'inputs-behind-picture',
  needs: [TASK_ALIGNED],
  code: String.raw`def yolo_v8_loss(target, maps, truth):
    """maps: of each cell, how likely each whole distance of each side is, then one number for each class."""
    options = target['options']
    bins = options['bins']
    places, objects = Places(maps, target['picture']), Objects(truth, options['classes'])
    values = places.join(maps)
    bin_logits, class_logits = values[:, :4 * bins].unflatten(1, (4, bins)), values[:, 4 * bins:] + ${PRIOR_LOGIT}
    numbers = torch.arange(bins, device=values.device)[:, None]
    box = distance_box((bin_logits.softmax(2) * numbers).sum(2), places)
    assignment, quality = task_aligned(box, class_logits.sigmoid(), objects, places, options['candidates'], score_power=0.5)
    positive, wanted, classes = objects.matched(assignment)

    # Distribution focal loss (Li et al. 2020): the two bins nearest to a distance share its probability.
    (x, y), (left, top, right, bottom) = cell_centres(places), edges(wanted)
    distances = torch.cat([x - left, y - top, right - x, bottom - y], 1) / torch.stack([places.stride_x, places.stride_y] * 2)
    near = (1 - (distances.clamp(0, bins - 1.01)[:, :, None] - numbers).abs()).relu()

    box_loss = (quality * positive * (1 - ciou(box, wanted))).sum()
    class_loss = F.binary_cross_entropy_with_logits(class_logits, classes * quality, reduction='sum')
    bin_loss = -(bin_logits.log_softmax(2) * near).sum(2).mul(quality).sum() / 4
    loss = options['boxWeight'] * box_loss + options['classWeight'] * class_loss + options['binWeight'] * bin_loss
    return loss / count_of(quality).sum()
`,
};
