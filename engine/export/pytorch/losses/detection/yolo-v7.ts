import { HELPER, LEAD, RATIO, type Assigning } from '../../../../layers/detection/yolo-v7-head';
import type { PythonPart, TorchRule } from '../torch-rule';
import { NEAR_ANCHORS } from './assignment-parts';

/** `engine/layers/detection/head/dynamic-places.ts` */
const DYNAMIC_PLACES: PythonPart = {
  needs: [NEAR_ANCHORS],
  code: String.raw`@torch.no_grad()
def dynamic_places(box, scores, objects, candidates, most):
    """An object gets as many places as the overlaps of its best ones add up to, those that do best in class and overlap (Ge et al. 2021, OTA)."""
    overlaps = iou(box, objects.box) * candidates
    fitness = (objects.classes.transpose(1, 2) @ scores).sqrt() * overlaps ** 3
    count = min(most, overlaps.shape[2])
    wanted = overlaps.topk(count, 2).values.sum(2, keepdim=True).floor().clamp(1, count)
    least = fitness.topk(count, 2).values.gather(2, wanted.long() - 1)
    return one_per_place(((fitness >= least) & (fitness > 0)).float(), fitness)
`,
};

const asked = ({ reach, most }: Assigning): string => `reach=${reach}, most=${most}`;

/** `engine/layers/detection/yolo-v7-head.ts` */
export const yoloV7Rule: TorchRule = {
  calls: 'yolo_v7_loss',
  reads: 'inputs-behind-picture',
  needs: [DYNAMIC_PLACES],
  code: String.raw`def yolo_v7_loss(target, maps, truth):
    """maps: of the lead and then of the helper, of each anchor in each cell, four numbers of the box, one for an object, one for each class."""
    options = target['options']
    places, objects = Places(maps[:3], target['picture'], options['anchors']), Objects(truth, options['classes'])
    lead, helper = places.join(maps[:3]), places.join(maps[3:])
    box, scores = near_box(lead, places), object_logits(lead).sigmoid() * lead[:, 5:].sigmoid()

    def loss_of(values, reach, most):
        # What the lead answers chooses places for both.
        assignment = dynamic_places(box, scores, objects, near_places(objects, places, ${RATIO}, reach), most)
        return near_anchor_loss(values, places, objects, assignment, options['boxWeight'])

    lead_loss, lead_count = loss_of(lead, ${asked(LEAD)})
    # The helper takes more places, from farther around.
    helper_loss, helper_count = loss_of(helper, ${asked(HELPER)})
    loss = lead_loss + options['helperWeight'] * helper_loss * lead_count / helper_count
    return loss.sum() / lead_count.sum()
`,
};
