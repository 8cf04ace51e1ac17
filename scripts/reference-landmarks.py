#!/usr/bin/python3
"""Reference values of the losses of points, computed by PyTorch in float64 and written by hand.

    /usr/bin/python3 scripts/reference-landmarks.py       writes tests/reference/landmarks.json
"""
import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F

DEFAULTS = {'distance': 'wing', 'width': 5, 'hiddenWeight': 0.5, 'depthWeight': 0.5, 'visibilityWeight': 1, 'deviation': 1.5, 'sharpness': 15, 'mapWeight': 1}


def draw(shape, seed, scale):
    return (torch.rand(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) - 0.5) * scale


def wing(d, width):
    curvature = 0.2 * width
    constant = width - width * math.log(1 + width / curvature)
    inside = width * torch.log(1 + d.abs() / curvature)
    # The straight part of the paper rises by one per pixel.
    return torch.where(d.abs() < width, inside, d.abs() - constant)


def distance(d, kind, width):
    if kind == 'squared':
        return d ** 2 / 2
    if kind == 'smooth-l1':
        return F.smooth_l1_loss(d, torch.zeros_like(d), beta=width, reduction='none')
    return wing(d, width)


def points(places, seen, target, p):
    each = distance(places - target[..., :3], p['distance'], p['width'])
    away = each[..., 0] + each[..., 1] + p['depthWeight'] * each[..., 2]
    visible = target[..., 3]
    counts = visible + (1 - visible) * p['hiddenWeight']
    guess = F.binary_cross_entropy_with_logits(seen, visible, reduction='none')
    return (away * counts + p['visibilityWeight'] * guess).mean(1)


def landmark_output(x, size, target, p):
    height, width = size
    t = x.reshape(x.shape[0], -1, 4)
    places = torch.stack([width * (0.5 + t[..., 0]), height * (0.5 + t[..., 1]), width * t[..., 2]], 2)
    return points(places, t[..., 3], target, p)


def heatmap_output(x, size, target, p):
    tall, wide = size
    heat, depth, seen = x.chunk(3, 1)
    height, width = x.shape[2:]
    share = (heat.flatten(2) * p['sharpness']).softmax(2).view_as(heat)
    across = (torch.arange(width) + 0.5) * wide / width
    down = (torch.arange(height) + 0.5) * tall / height
    places = torch.stack([(share * across).sum((2, 3)), (share * down[:, None]).sum((2, 3)), (share * depth).sum((2, 3)) * wide], 2)
    square = ((across - target[:, :, None, None, 0]) * width / wide) ** 2 + ((down[:, None] - target[:, :, None, None, 1]) * height / tall) ** 2
    hills = torch.exp(-square / (2 * p['deviation'] ** 2))
    return points(places, (share * seen).sum((2, 3)), target, p) + p['mapWeight'] * ((heat - hills) ** 2).sum((2, 3)).mean(1)


def case(kind, shape, count, call, changed, seed):
    parameters = {**DEFAULTS, **changed}
    size = [12, 16]
    x = draw(shape, seed, 1.0).requires_grad_()
    target = draw([shape[0], count, 4], seed + 100, 1.0) * torch.tensor([20.0, 14.0, 6.0, 0.0]) + torch.tensor([8.0, 6.0, 0.0, 0.0])
    target[..., 3] = (torch.arange(count) % 2).double()
    loss = call(x, size, target, parameters).mean()
    loss.backward()
    flat = lambda t: [float(f'{value:.8g}') for value in t.detach().reshape(-1).tolist()]
    return {'type': kind, 'parameters': changed, 'size': size, 'shape': shape, 'values': flat(x), 'target': flat(target), 'loss': float(loss), 'gradient': flat(x.grad)}


cases = []
for at, changed in enumerate([{}, {'distance': 'smooth-l1', 'width': 2}, {'distance': 'squared', 'hiddenWeight': 0}, {'depthWeight': 0, 'visibilityWeight': 0.3, 'width': 1}]):
    cases.append(case('landmark-output', [2, 12], 3, landmark_output, changed, at))
    cases.append(case('heatmap-output', [2, 6, 3, 4], 2, heatmap_output, {**changed, 'sharpness': 4, 'deviation': 0.8}, 10 + at))
lines = ',\n'.join(json.dumps(one, separators=(',', ':')) for one in cases)
path = Path(__file__).resolve().parent.parent / 'tests/reference/landmarks.json'
path.write_text(f'{{"remark":"Written by scripts/reference-landmarks.py; float64.","cases":[\n{lines}\n]}}\n')
