import { PRIOR_LOGIT } from '../../../../layers/detection/head/prior';
import type { TorchRule } from '../torch-rule';
import { ANCHORED } from './assignment-parts';
import { CROSS_ENTROPY, IOU } from './box-parts';

/** `engine/layers/detection/yolo-v3-head.ts` */
export const yoloV3Rule: TorchRule = {
  calls: 'yolo_v3_loss',
  reads: 'inputs-behind-picture',
  needs: [IOU, ANCHORED, CROSS_ENTROPY],
  code: String.raw`def yolo_v3_loss(target, maps, truth):
    """maps: of each anchor in each cell, four numbers of the box, one for an object, one for each class."""
    options, (height, width) = target['options'], target['picture']
    places, objects = Places(maps, target['picture'], options['anchors']), Objects(truth, options['classes'])
    values = places.join(maps)
    raw, object_logit, class_logits = values[:, :4].split(1, 1), values[:, 4:5] + ${PRIOR_LOGIT}, values[:, 5:]

    with torch.no_grad():
        positive, wanted, classes = objects.matched(most_alike(objects, places, options['alike']))
        # Others that overlap an object well learn nothing about being one.
        nearest = iou(anchored_box(raw, places), objects.box).amax(1, keepdim=True)
        counts = torch.max(positive, (nearest < options['ignore']).float())
        # Small boxes count up to twice as much.
        weight = positive * (2 - wanted[2] * wanted[3] / (width * height))
        centre, growth = anchored_targets(wanted, places)

    centre_loss = cross_entropy(raw[0], centre[0]) + cross_entropy(raw[1], centre[1])
    side_loss = ((raw[2] - growth[0]) ** 2 + (raw[3] - growth[1]) ** 2) / 2
    box_loss = (weight * (centre_loss + side_loss)).sum()
    object_loss = (counts * cross_entropy(object_logit, positive)).sum()
    class_loss = (positive * cross_entropy(class_logits, classes)).sum()
    return (box_loss + object_loss + class_loss) / count_of(positive).sum()
`,
};
