"""Overlaps of boxes and terms of detectors' losses by PyTorch, with gradients, for tests/detection/terms.test.ts.

    /usr/bin/python3 scripts/reference-detection.py > tests/reference/detection.json

The formulas are written from the papers in float64, independently of our own code; torchvision is not needed.
"""
import json
import math

import torch
import torch.nn.functional as F

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)


def rounded(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def corners(box):
    x, y, w, h = box.unbind(0)
    return x - w / 2, y - h / 2, x + w / 2, y + h / 2


def iou(a, b):
    (l1, t1, r1, b1), (l2, t2, r2, b2) = corners(a), corners(b)
    shared = (torch.minimum(r1, r2) - torch.maximum(l1, l2)).clamp(min=0) * (torch.minimum(b1, b2) - torch.maximum(t1, t2)).clamp(min=0)
    union = a[2] * a[3] + b[2] * b[3] - shared
    return shared / union, union


def hull(a, b):
    (l1, t1, r1, b1), (l2, t2, r2, b2) = corners(a), corners(b)
    return torch.maximum(r1, r2) - torch.minimum(l1, l2), torch.maximum(b1, b2) - torch.minimum(t1, t2)


def giou(a, b):
    overlap, union = iou(a, b)
    width, height = hull(a, b)
    return overlap - (width * height - union) / (width * height)


def diou(a, b):
    width, height = hull(a, b)
    return iou(a, b)[0] - ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / (width ** 2 + height ** 2)


def ciou(a, b):
    overlap = iou(a, b)[0]
    v = 4 / math.pi ** 2 * (torch.atan(a[2] / a[3]) - torch.atan(b[2] / b[3])) ** 2
    alpha = (v / (1 - overlap + v)).detach()
    return diou(a, b) - alpha * v


def siou(a, b):
    width, height = hull(a, b)
    across, down = (a[0] - b[0]).abs(), (a[1] - b[1]).abs()
    sine = down / (across ** 2 + down ** 2).sqrt()
    angle = 1 - 2 * torch.sin(torch.arcsin(sine) - math.pi / 4) ** 2
    distance = sum(1 - torch.exp((angle - 2) * (apart / side) ** 2) for apart, side in [(across, width), (down, height)])
    omega = [(one - other).abs() / torch.maximum(one, other) for one, other in [(a[2], b[2]), (a[3], b[3])]]
    shape = sum((1 - torch.exp(-share)) ** 4 for share in omega)
    return iou(a, b)[0] - (distance + shape) / 2


# Pairs that overlap in every way: apart, touching corners, one inside the other, crossing, nearly equal.
ONE = torch.tensor([[10, 10, 8, 6], [10, 10, 4, 4], [20, 20, 30, 24], [30, 12, 40, 5], [15.5, 14, 9, 12], [5, 40, 3, 20]]).double().T
OTHER = torch.tensor([[40, 30, 10, 12], [13, 12.5, 5, 6], [18, 21, 6, 8], [31, 13, 6, 30], [15, 14.5, 9.5, 11], [6, 41, 3.5, 21]]).double().T

entries = {"one": rounded(ONE), "other": rounded(OTHER), "count": ONE.shape[1]}
for name, function in {"iou": lambda a, b: iou(a, b)[0], "giou": giou, "diou": diou, "ciou": ciou, "siou": siou}.items():
    a, b = ONE.clone().requires_grad_(), OTHER.clone().requires_grad_()
    values = function(a, b)
    gradients = torch.autograd.grad(values.sum(), (a, b))
    entries[name] = {"values": rounded(values), "gradients": [rounded(gradient) for gradient in gradients]}


def term(name, values, logits):
    entries[name] = {"values": rounded(values), "gradient": rounded(torch.autograd.grad(values.sum(), logits)[0])}


logits = (torch.randn(2, 3, 4) * 2).requires_grad_()
targets = torch.rand(2, 3, 4) * (torch.rand(2, 3, 4) > 0.5)
present = (targets > 0).double()
entries["logits"], entries["targets"] = rounded(logits), rounded(targets)
term("crossEntropy", F.binary_cross_entropy_with_logits(logits, targets, reduction="none"), logits)

# Lin et al. 2017 with whole targets.
p = logits.sigmoid()
pt = p * present + (1 - p) * (1 - present)
weight = 0.25 * present + 0.75 * (1 - present)
term("focal", weight * (1 - pt) ** 2 * F.binary_cross_entropy_with_logits(logits, present, reduction="none"), logits)

# Zhang et al. 2021, as YOLOv6 trains with it: the weights are constants.
weight = 0.75 * logits.sigmoid().detach() ** 2 * (1 - present) + targets * present
term("varifocal", weight * F.binary_cross_entropy_with_logits(logits, targets, reduction="none"), logits)

# Li et al. 2020: cross-entropy with the whole distances on either side.
bins, sides, places = 5, 4, 3
chances = torch.randn(2, sides * bins, places).requires_grad_()
distance = torch.rand(2, sides, places) * (bins - 1.01)
left = distance.long()
shaped = chances.view(2, sides, bins, places).permute(0, 1, 3, 2)
ce = lambda wanted: F.cross_entropy(shaped.reshape(-1, bins), wanted.reshape(-1), reduction="none").view(2, sides, places)
values = ce(left) * (left + 1 - distance) + ce(left + 1) * (distance - left)
entries["chances"], entries["distance"] = rounded(chances), rounded(distance)
term("distributionFocal", values, chances)
expected = (shaped.softmax(3) * torch.arange(bins)).sum(3)
term("expectedDistance", expected, chances)

print(json.dumps(entries, separators=(",", ":")))
