/** The losses of detection heads in PyTorch, the assignment included: `engine/layers/detection/yolo-v3-head.ts` and `yolo-v8-head.ts`. */
import { PRIOR_LOGIT } from '../../../layers/detection/head/prior';
import { OBJECTS, OVERLAP, PLACES } from './box-parts';
import type { TorchRule } from './torch-rule';

export const yoloV3Rule: TorchRule = {
  calls: 'yolo_v3_loss',
  readsInputs: true,
  needs: [PLACES, OBJECTS, OVERLAP],
  code: String.raw`def yolo_v3_loss(target, maps, truth):
    """maps: of each anchor in each cell, four numbers of the box, one for an object, one for each class."""
    options, (height, width) = target['options'], target['picture']
    anchors = list(zip(options['anchors'][::2], options['anchors'][1::2]))
    places, objects = Places(maps, target['picture'], anchors), Objects(truth, options['classes'])
    values = places.join(maps)
    raw, object_logit, class_logits = values[:, :4].split(1, 1), values[:, 4:5] + ${PRIOR_LOGIT}, values[:, 5:]

    with torch.no_grad():
        box = [
            (raw[0].sigmoid() + places.column) * places.stride_x,
            (raw[1].sigmoid() + places.row) * places.stride_y,
            raw[2].clamp(max=4).exp() * places.anchor_width,
            raw[3].clamp(max=4).exp() * places.anchor_height,
        ]
        # An object belongs to the cell of its centre, and there to the one of all anchors that is most like it.
        x, y = objects.box[0] / places.stride_x - places.column, objects.box[1] / places.stride_y - places.row
        own = ((x >= 0) & (x < 1) & (y >= 0) & (y < 1)).float() * objects.present
        shared = torch.min(objects.box[2], places.anchor_width) * torch.min(objects.box[3], places.anchor_height)
        likeness = shared / (objects.box[2] * objects.box[3] + places.anchor_width * places.anchor_height - shared)
        assignment = one_per_place(own * first_largest(own * (likeness + 1), 2), likeness)
        positive, wanted, classes = objects.matched(assignment)
        # Others that overlap an object well learn nothing about being one.
        nearest = overlap(box, objects.box).amax(1, keepdim=True)
        counts = torch.max(positive, (nearest < options['ignore']).float())
        # Small boxes count up to twice as much.
        weight = positive * (2 - wanted[2] * wanted[3] / (width * height))
        centre = [(wanted[0] / places.stride_x - places.column).clamp(0, 1), (wanted[1] / places.stride_y - places.row).clamp(0, 1)]
        growth = [(wanted[2].clamp(min=1) / places.anchor_width).log(), (wanted[3].clamp(min=1) / places.anchor_height).log()]

    def cross_entropy(logits, wanted):
        return F.binary_cross_entropy_with_logits(logits, wanted, reduction='none')

    places_loss = cross_entropy(raw[0], centre[0]) + cross_entropy(raw[1], centre[1]) + ((raw[2] - growth[0]) ** 2 + (raw[3] - growth[1]) ** 2) / 2
    loss = (weight * places_loss).sum() + (counts * cross_entropy(object_logit, positive)).sum() + (positive * cross_entropy(class_logits, classes)).sum()
    return loss / positive.sum((1, 2)).clamp(min=1).sum()
`,
};

export const yoloV8Rule: TorchRule = {
  calls: 'yolo_v8_loss',
  readsInputs: true,
  needs: [PLACES, OBJECTS, OVERLAP],
  code: String.raw`def yolo_v8_loss(target, maps, truth):
    """maps: of each cell, how likely each whole distance of each side is, then one number for each class."""
    options = target['options']
    bins = options['bins']
    places, objects = Places(maps, target['picture']), Objects(truth, options['classes'])
    values = places.join(maps)
    chances, class_logits = values[:, :4 * bins].unflatten(1, (4, bins)), values[:, 4 * bins:] + ${PRIOR_LOGIT}
    numbers = torch.arange(bins, device=values.device)[:, None]
    distances = (chances.softmax(2) * numbers).sum(2)
    # Left, top, right, bottom from the middle of the cell, in cells.
    strides = torch.stack([places.stride_x, places.stride_y] * 2)
    left, top, right, bottom = (distances * strides).split(1, 1)
    x, y = (places.column + 0.5) * places.stride_x, (places.row + 0.5) * places.stride_y
    box = [x + (right - left) / 2, y + (bottom - top) / 2, left + right, top + bottom]

    with torch.no_grad():
        assignment, quality = task_aligned(box, class_logits.sigmoid(), objects, x, y, options['candidates'])
        positive, wanted, classes = objects.matched(assignment)
        left, top, right, bottom = edges(wanted)
        aims = (torch.cat([x - left, y - top, right - x, bottom - y], 1) / strides).clamp(0, bins - 1.01)
        near = (1 - (aims[:, :, None] - numbers).abs()).relu()

    box_loss = (quality * positive * (1 - overlap(box, wanted, complete=True))).sum()
    class_loss = F.binary_cross_entropy_with_logits(class_logits, classes * quality, reduction='sum')
    bin_loss = (-(chances.log_softmax(2) * near).sum(2) * quality).sum() / 4
    loss = options['boxWeight'] * box_loss + options['classWeight'] * class_loss + options['binWeight'] * bin_loss
    return loss / quality.sum((1, 2)).clamp(min=1).sum()


def task_aligned(box, scores, objects, x, y, candidates):
    """An object is given to the places inside it that already do best for it (Feng et al. 2021). Which, and the score each is to give."""
    left, top, right, bottom = edges(objects.box)
    inside = ((x > left) & (x < right) & (y > top) & (y < bottom)).float() * objects.present
    overlaps = overlap(box, objects.box, complete=True).relu() * inside
    alignment = (objects.classes.transpose(1, 2) @ scores).sqrt() * overlaps ** 6
    best = alignment.topk(min(candidates, alignment.shape[2]), 2).values[..., -1:]
    chosen = ((alignment >= best) & (alignment > 0)).float()
    assignment = one_per_place(chosen, overlaps)
    # The best place is to score as high as it overlaps, the others in proportion.
    aligned, overlapping = alignment * assignment, overlaps * assignment
    scale = overlapping.amax(2, keepdim=True) / (aligned.amax(2, keepdim=True) + 1e-9)
    return assignment, (aligned * scale).sum(1, keepdim=True)
`,
};
