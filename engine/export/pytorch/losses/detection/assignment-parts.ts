/** What heads share of their boxes, and of the choice which place answers for which object (`engine/layers/detection/head`). */
import { BALANCE } from '../../../../layers/detection/head/near-anchors';
import { PRIOR_LOGIT } from '../../../../layers/detection/head/prior';
import { LEAST_CELLS } from '../../../../layers/detection/head/task-aligned';
import type { PythonPart } from '../torch-rule';
import { CIOU, CROSS_ENTROPY, OBJECTS, PLACES } from './box-parts';

const FROM_CORNER: PythonPart = {
  needs: [PLACES, OBJECTS],
  code: String.raw`def from_corner(objects, places):
    """How far right of and below the corner of each place's cell the centre of each object lies, in cells."""
    return objects.box[0] / places.stride_x - places.column, objects.box[1] / places.stride_y - places.row
`,
};

export const CELLS_AROUND: PythonPart = {
  needs: [FROM_CORNER],
  code: String.raw`def cells_around(objects, places, reach=0):
    """The places of the cells that objects have their centres in or, along one axis, up to reach cells beside them, [N, M, R]."""
    offsets = from_corner(objects, places)
    own_x, own_y = [(offset >= 0) & (offset < 1) for offset in offsets]
    near_x, near_y = [(offset >= -reach) & (offset < 1 + reach) for offset in offsets]
    return ((near_x & own_y) | (own_x & near_y)).float() * objects.present
`,
};

const SHAPE_OVERLAP: PythonPart = {
  code: String.raw`def shape_overlap(objects, places):
    """The overlap of objects with anchors, were their centres in one place, [N, M, R]."""
    width, height = objects.box[2:]
    shared = torch.min(width, places.anchor_width) * torch.min(height, places.anchor_height)
    return shared / (width * height + places.anchor_width * places.anchor_height - shared)
`,
};

/** YOLO v2 and v3. */
export const ANCHORED: PythonPart = {
  needs: [CELLS_AROUND, SHAPE_OVERLAP],
  code: String.raw`def most_alike(objects, places, alike):
    """
    An object belongs to the cell of its centre, and there to the one of all anchors that is most like it; with alike below 1
    to all others that are as much like it. [N, M, R]
    """
    likeness, own = shape_overlap(objects, places), cells_around(objects, places)
    best = first_largest(own * (likeness + 1), 2)
    chosen = torch.max(best, (likeness >= alike).float()) if alike < 1 else best
    return one_per_place(own * chosen, likeness)


def anchored_box(raw, places):
    """raw: logits of the centre within its cell, and logarithms of factors of the anchor's sides."""
    x, y, width, height = raw
    return [
        (x.sigmoid() + places.column) * places.stride_x,
        (y.sigmoid() + places.row) * places.stride_y,
        width.clamp(max=4).exp() * places.anchor_width,
        height.clamp(max=4).exp() * places.anchor_height,
    ]


def anchored_targets(box, places):
    """Where in its cell the centre should have been, and what the logarithms."""
    x, y, width, height = box
    centre = [(x / places.stride_x - places.column).clamp(0, 1), (y / places.stride_y - places.row).clamp(0, 1)]
    return centre, [(width.clamp(min=1) / places.anchor_width).log(), (height.clamp(min=1) / places.anchor_height).log()]
`,
};

/** YOLO v5 and v7. */
export const NEAR_ANCHORS: PythonPart = {
  needs: [CELLS_AROUND, SHAPE_OVERLAP, CIOU, CROSS_ENTROPY],
  code: String.raw`def near_places(objects, places, ratio, reach):
    """
    The places that may answer for each object, [N, M, R]: no side differs from the anchor's by ratio or more, and the centre lies
    in the cell or, along one axis, up to reach cells beside it.
    """
    factors = objects.box[2] / places.anchor_width, objects.box[3] / places.anchor_height
    fits_x, fits_y = [(factor < ratio) & (factor > 1 / ratio) for factor in factors]
    return cells_around(objects, places, reach) * (fits_x & fits_y).float()


def near_box(values, places):
    """Centres reach half a cell beyond their own; sides from nothing to four times the anchor."""
    x, y, width, height = (values[:, :4].sigmoid() * 2).split(1, 1)
    return [(x - 0.5 + places.column) * places.stride_x, (y - 0.5 + places.row) * places.stride_y, width ** 2 * places.anchor_width, height ** 2 * places.anchor_height]


def object_logits(values):
    return values[:, 4:5] + ${PRIOR_LOGIT}


def near_anchor_loss(values, places, objects, assignment, box_weight, object_weight=1.0, class_weight=1.0):
    """values: four numbers of the box, one for an object, one for each class, [N, K, R]. Of each picture the loss, and what it is divided by."""
    positive, wanted, classes = objects.matched(assignment)
    agreement = ciou(near_box(values, places), wanted) * positive
    # A place is to be as sure as its box is good; the fine map has most of the small objects.
    balance = torch.tensor([${BALANCE.join(', ')}], device=values.device)[places.scale]
    box_loss = (positive - agreement).sum((1, 2))
    object_loss = (balance * cross_entropy(object_logits(values), agreement.detach().relu())).sum((1, 2))
    class_loss = (positive * cross_entropy(values[:, 5:], classes)).sum((1, 2))
    return box_weight * box_loss + object_weight * object_loss + class_weight * class_loss, count_of(positive)
`,
};

export const CELL_CENTRES: PythonPart = {
  code: String.raw`def cell_centres(places):
    """The middle of each place's cell in pixels, [R] each."""
    return (places.column + 0.5) * places.stride_x, (places.row + 0.5) * places.stride_y
`,
};

const INSIDE_OF: PythonPart = {
  needs: [PLACES, OBJECTS, CELL_CENTRES],
  code: String.raw`def inside_of(objects, places):
    """Whether the middle of each place's cell lies inside each object, [N, M, R]."""
    (x, y), (middle_x, middle_y, width, height) = cell_centres(places), objects.box
    # The smallest objects would lie between all middles: their sides count as ${LEAST_CELLS} cells of the finest map.
    reach_x, reach_y = width.clamp(min=${LEAST_CELLS} * places.stride_x.min()) / 2, height.clamp(min=${LEAST_CELLS} * places.stride_y.min()) / 2
    return (((x - middle_x).abs() < reach_x) & ((y - middle_y).abs() < reach_y)).float() * objects.present
`,
};

/** YOLO v6 and v8. */
export const TASK_ALIGNED: PythonPart = {
  needs: [INSIDE_OF, CIOU],
  code: String.raw`def distance_box(distances, places):
    """Of the distances of left, top, right and bottom from the middle of each cell, in cells, [N, 4, R]."""
    x, y = cell_centres(places)
    left, top, right, bottom = (distances * torch.stack([places.stride_x, places.stride_y] * 2)).split(1, 1)
    return [x + (right - left) / 2, y + (bottom - top) / 2, left + right, top + bottom]


@torch.no_grad()
def task_aligned(box, scores, objects, places, candidates, score_power):
    """
    An object is given to the places inside it that already do best for it (Feng et al. 2021). Which, [N, M, R], and the score
    that each place is to give, [N, 1, R].
    """
    inside = inside_of(objects, places)
    overlaps = ciou(box, objects.box).relu() * inside
    alignment = (objects.classes.transpose(1, 2) @ scores) ** score_power * overlaps ** 6
    best = alignment.topk(min(candidates, alignment.shape[2]), 2).values[..., -1:]
    chosen = ((alignment >= best) & (alignment > 0)).float()
    assignment = one_per_place(chosen, overlaps)
    # The best place is to score as high as it overlaps, the others in proportion.
    aligned, overlapping = alignment * assignment, overlaps * assignment
    scale = overlapping.amax(2, keepdim=True) / (aligned.amax(2, keepdim=True) + 1e-9)
    return assignment, (aligned * scale).sum(1, keepdim=True)
`,
};
