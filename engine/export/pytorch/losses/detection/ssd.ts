import { CENTRE_UNIT, SIDE_UNIT } from '../../../../layers/detection/ssd-head';
import type { TorchRule } from '../torch-rule';
import { CELL_CENTRES } from './assignment-parts';
import { IOU, OBJECTS, PLACES } from './box-parts';

/** `engine/layers/detection/ssd-head.ts` */
export const ssdRule: TorchRule = {
  calls: 'ssd_loss',
  reads: 'inputs-behind-picture',
  needs: [PLACES, OBJECTS, IOU, CELL_CENTRES],
  code: String.raw`def ssd_loss(target, maps, truth):
    """maps: of each default box in each cell, four shifts, one number for nothing, one for each class."""
    options = target['options']
    places, objects = Places(maps, target['picture'], options['anchors']), Objects(truth, options['classes'])
    values = places.join(maps)
    shifts, logs = values[:, :4], values[:, 4:].log_softmax(1)

    with torch.no_grad():
        defaults = [*cell_centres(places), places.anchor_width, places.anchor_height]
        x, y, width, height = defaults
        overlaps = iou(defaults, objects.box) * objects.present
        # Each object has the default box that overlaps it best, and all that overlap it enough.
        best = first_largest(overlaps, 2) * (overlaps > 0)
        assignment = one_per_place(torch.max(best, (overlaps >= options['overlap']).float()), overlaps + 2 * best)
        positive, wanted, classes = objects.matched(assignment)
        aims = torch.cat([
            (wanted[0] - x) / (${CENTRE_UNIT} * width),
            (wanted[1] - y) / (${CENTRE_UNIT} * height),
            (wanted[2].clamp(min=1) / width).log() / ${SIDE_UNIT},
            (wanted[3].clamp(min=1) / height).log() / ${SIDE_UNIT},
        ], 1)
        hard = hardest(-logs[:, :1], positive, options['negatives'])

    box_loss = (positive * F.smooth_l1_loss(shifts, aims, reduction='none')).sum()
    class_loss = -(classes * logs[:, 1:]).sum()
    empty_loss = -(hard * logs[:, :1]).sum()
    return (box_loss + class_loss + empty_loss) / count_of(positive).sum()


def hardest(losses, positive, per_positive):
    """The places without an object whose loss is largest, so many for each place with one."""
    empty = losses * (1 - positive)
    wanted = (positive.sum(2, keepdim=True) * per_positive).clamp(max=empty.shape[2])
    last = (wanted.ceil().long() - 1).clamp(min=0)
    least = empty.sort(2, descending=True).values.gather(2, last)
    return ((empty >= least) & (positive == 0) & (wanted > 0)).float()
`,
};
