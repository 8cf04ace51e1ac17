/** What the losses of detection heads share in PyTorch: places, objects, overlap and who answers for whom (`engine/layers/detection/head`). */
import type { PythonPart } from './torch-rule';

export const PLACES: PythonPart = {
  code: String.raw`class Places:
    """Where a head looks: every cell of every map; map after map, within a map anchor after anchor, then row by row. All are [R]."""

    def __init__(self, maps, picture, anchors=None):
        height, width = picture
        self.per_cell = len(anchors) // len(maps) if anchors else 1
        rows = []
        for index, values in enumerate(maps):
            down, across = values.shape[2:]
            y, x = torch.meshgrid(torch.arange(down), torch.arange(across), indexing='ij')
            for number in range(self.per_cell):
                anchor = anchors[index * self.per_cell + number] if anchors else (0.0, 0.0)
                each = [torch.full((down * across,), float(one)) for one in (width / across, height / down, *anchor)]
                rows.append(torch.stack([x.flatten().float(), y.flatten().float(), *each]))
        self.column, self.row, self.stride_x, self.stride_y, self.anchor_width, self.anchor_height = torch.cat(rows, 1).to(maps[0])

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
        self.present = (truth[..., 4:] > -0.5).float()  # [N, M, 1]
        self.boxes = turned[:, :4]  # [N, 4, M]
        self.classes = (turned[:, 4:] == torch.arange(classes, device=truth.device)[:, None]).float()  # [N, C, M]

    def matched(self, assignment):
        """What each place answers for, by the assignment [N, M, R]: whether, the box, the classes."""
        return assignment.sum(1, keepdim=True), (self.boxes @ assignment).split(1, 1), self.classes @ assignment


def first_largest(values, axis):
    """A 1 at the first of the largest along an axis."""
    return torch.zeros_like(values).scatter(axis, values.argmax(axis, keepdim=True), 1.0)


def one_per_place(candidates, preference):
    """A place that several objects claim keeps the one it prefers."""
    return candidates * first_largest(candidates * (preference + 1), 1)
`,
};

export const OVERLAP: PythonPart = {
  code: String.raw`EPSILON = 1e-7


def edges(box):
    x, y, width, height = box
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def overlap(one, other, complete=False):
    """Intersection over union; complete: less the distance of the centres and of the proportions (CIoU)."""
    (left, top, right, bottom), (left2, top2, right2, bottom2) = edges(one), edges(other)
    shared = (torch.min(right, right2) - torch.max(left, left2)).relu() * (torch.min(bottom, bottom2) - torch.max(top, top2)).relu()
    iou = shared / (one[2] * one[3] + other[2] * other[3] - shared + EPSILON)
    if not complete:
        return iou
    across, down = torch.max(right, right2) - torch.min(left, left2), torch.max(bottom, bottom2) - torch.min(top, top2)
    apart = ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) / (across ** 2 + down ** 2 + EPSILON)
    slants = [torch.atan(box[2] / (box[3] + EPSILON)) for box in (one, other)]
    shape = 4 / math.pi ** 2 * (slants[0] - slants[1]) ** 2
    weight = (shape / (shape - iou + 1 + EPSILON)).detach()
    return iou - apart - weight * shape
`,
};
