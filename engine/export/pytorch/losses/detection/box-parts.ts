/** What the losses of detection heads share in PyTorch: places, objects, and how far boxes agree (`engine/layers/detection/head`, `engine/losses/detection`). */
import type { PythonPart } from '../torch-rule';

export const PLACES: PythonPart = {
  code: String.raw`class Places:
    """Where a head looks: every cell of every map; map after map, within a map anchor after anchor, then row by row. All are [R]."""

    def __init__(self, maps, picture, anchors=(), per_cell=1):
        """anchors: width, height, width, height and so on, as many for each map; without them every cell has per_cell places."""
        height, width = picture
        self.per_cell = len(anchors) // 2 // len(maps) or per_cell
        shapes = list(zip(anchors[::2], anchors[1::2])) or [(0.0, 0.0)] * per_cell * len(maps)
        rows = []
        for index, values in enumerate(maps):
            down, across = values.shape[2:]
            y, x = torch.meshgrid(torch.arange(down), torch.arange(across), indexing='ij')
            for shape in shapes[index * self.per_cell:(index + 1) * self.per_cell]:
                each = [torch.full((down * across,), float(one)) for one in (width / across, height / down, *shape, index)]
                rows.append(torch.stack([x.flatten().float(), y.flatten().float(), *each]))
        self.column, self.row, self.stride_x, self.stride_y, self.anchor_width, self.anchor_height, scale = torch.cat(rows, 1).to(maps[0])
        self.scale = scale.long()  # Which map it is.

    def join(self, maps):
        """Maps [N, A·K, h, w] side by side: [N, K, R]."""
        return torch.cat([one.flatten(2).unflatten(1, (self.per_cell, -1)).transpose(1, 2).flatten(2) for one in maps], 2)
`,
};

export const OBJECTS: PythonPart = {
  code: String.raw`class Objects:
    """The objects of a batch, N×M×5: centre, size and class; -1 fills up, below it are crowds, which nobody has to find."""

    def __init__(self, truth, classes):
        turned = truth.transpose(1, 2)
        self.box = [truth[..., at:at + 1] for at in range(4)]  # [N, M, 1] each
        self.present = (truth[..., 4:5] > -0.5).float()  # [N, M, 1]
        self.boxes = turned[:, :4]  # [N, 4, M]
        self.classes = (turned[:, 4:5] == torch.arange(classes, device=truth.device)[:, None]).float()  # [N, C, M]

    def matched(self, assignment):
        """What each place answers for, by the assignment [N, M, R]: whether, the box, the classes."""
        return assignment.sum(1, keepdim=True), (self.boxes @ assignment).split(1, 1), self.classes @ assignment


def first_largest(values, axis):
    """A 1 at the first of the largest along an axis."""
    return torch.zeros_like(values).scatter(axis, values.argmax(axis, keepdim=True), 1.0)


def one_per_place(candidates, preference):
    """A place that several objects claim keeps the one it prefers."""
    return candidates * first_largest(candidates * (preference + 1), 1)


def count_of(weights):
    """What the loss of each picture is divided by; one without objects counts as one with one."""
    return weights.sum((1, 2)).clamp(min=1)
`,
};

export const CROSS_ENTROPY: PythonPart = {
  code: String.raw`def cross_entropy(logits, wanted):
    """Of a yes or no each, before anything is added up."""
    return F.binary_cross_entropy_with_logits(logits, wanted, reduction='none')
`,
};

export const IOU: PythonPart = {
  code: String.raw`EPSILON = 1e-7


def edges(box):
    x, y, width, height = box
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def intersection_and_union(one, other):
    (left, top, right, bottom), (left2, top2, right2, bottom2) = edges(one), edges(other)
    shared = (torch.min(right, right2) - torch.max(left, left2)).relu() * (torch.min(bottom, bottom2) - torch.max(top, top2)).relu()
    return shared, one[2] * one[3] + other[2] * other[3] - shared + EPSILON


def iou(one, other):
    """Intersection over union."""
    shared, union = intersection_and_union(one, other)
    return shared / union
`,
};

export const CIOU: PythonPart = {
  needs: [IOU],
  code: String.raw`def enclosing(one, other):
    """Sides of the smallest box around both."""
    (left, top, right, bottom), (left2, top2, right2, bottom2) = edges(one), edges(other)
    return torch.max(right, right2) - torch.min(left, left2), torch.max(bottom, bottom2) - torch.min(top, top2)


def diou(one, other):
    """IoU less the distance of the centres (Zheng et al. 2020)."""
    width, height = enclosing(one, other)
    return iou(one, other) - ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) / (width ** 2 + height ** 2 + EPSILON)


def ciou(one, other):
    """DIoU less how far the proportions differ (Zheng et al. 2020)."""
    slants = [torch.atan(box[2] / (box[3] + EPSILON)) for box in (one, other)]
    shape = 4 / math.pi ** 2 * (slants[0] - slants[1]) ** 2
    weight = (shape / (shape - iou(one, other) + 1 + EPSILON)).detach()
    return diou(one, other) - weight * shape
`,
};
