/** What the heads of two-stage detectors share in PyTorch (`engine/layers/detection/head/region-stage.ts` and `proposal-loss.ts`). */
import { FINE, PLAIN } from '../../../../layers/detection/head/deltas';
import type { PythonPart } from '../torch-rule';
import { CROSS_ENTROPY, IOU, OBJECTS } from './box-parts';

const DELTAS: PythonPart = {
  code: String.raw`def deltas_to(box, wanted, centre, sides):
    """What would have led from a box to an object: shares of its sides and logarithms of factors, [N, 4, K]."""
    x, y, width, height = box
    width, height = width.clamp(min=1), height.clamp(min=1)
    return torch.cat([
        (wanted[0] - x) / width * centre,
        (wanted[1] - y) / height * centre,
        (wanted[2].clamp(min=1) / width).log() * sides,
        (wanted[3].clamp(min=1) / height).log() * sides,
    ], 1)
`,
};

/** The second stage. */
export const COMPARE_REGIONS: PythonPart = {
  needs: [OBJECTS, IOU, DELTAS],
  code: String.raw`def compare_regions(regions, class_logits, shifts, objects, least):
    """
    A region stands for the object that it overlaps most, from an overlap on. Cross-entropy over all regions, and smooth L1 over
    those that stand for an object; of each picture the mean over its regions.
    """
    class_logits, shifts = class_logits.transpose(1, 2), shifts.transpose(1, 2)
    with torch.no_grad():
        box = regions.transpose(1, 2).split(1, 1)
        present = (box[2] > 0).float()
        overlaps = iou(box, objects.box)
        positive, wanted, classes = objects.matched(one_per_place((overlaps >= least).float() * objects.present, overlaps))
        aims = deltas_to(box, wanted, ${FINE.centre}, ${FINE.sides})
        answers = torch.cat([classes, 1 - positive], 1)  # The last one is the background.
    class_loss = -(present * answers * class_logits.log_softmax(1)).sum((1, 2))
    box_loss = (positive * F.smooth_l1_loss(shifts, aims, reduction='none')).sum((1, 2))
    return (class_loss + box_loss) / count_of(present)
`,
};

/** The first stage. */
export const COMPARE_ANCHORS: PythonPart = {
  needs: [OBJECTS, IOU, DELTAS, CROSS_ENTROPY],
  code: String.raw`def compare_anchors(anchors, objects, object_from, nothing_below):
    """anchors: centre, size, score and shifts, [N, R, 9]. Those that are to find an object and those that are to find nothing count half each."""
    values = anchors.transpose(1, 2)
    score, shifts = values[:, 4:5], values[:, 5:]
    with torch.no_grad():
        anchor = values[:, :4].split(1, 1)
        overlaps = iou(anchor, objects.box)
        alike, nearest = (overlaps >= object_from).float(), first_largest(overlaps, 2) * (overlaps > 0)
        positive, wanted, _ = objects.matched(one_per_place(torch.max(alike, nearest) * objects.present, overlaps))
        negative = (1 - positive) * (overlaps.amax(1, keepdim=True) < nothing_below)
        aims = deltas_to(anchor, wanted, ${PLAIN.centre}, ${PLAIN.sides})

    def mean(losses, over):
        return (over * losses).sum((1, 2)) / count_of(over)

    surprise = cross_entropy(score, positive)
    missed = F.smooth_l1_loss(shifts, aims, reduction='none', beta=1 / 9)
    return (mean(surprise, positive) + mean(surprise, negative)) / 2 + mean(missed, positive)
`,
};
