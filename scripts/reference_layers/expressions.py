"""Layers that compare, combine and compute by hand."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from .normalization import Tensors


def add(case, values, mask):
    case('lambda', {'expression': 'a * sigmoid(1.7 * a)'}, [[2, 3, 2, 2]], call=lambda m, x: x / (1 + torch.exp(-1.7 * x)))
    case('lambda', {'expression': '(a - mean(a, channels)) * sin(b) - max(b, 0.5) ^ 3'}, [[2, 3, 2, 1], [2, 3, 1, 1]],
         call=lambda m, a, b: (a - a.mean(1, keepdim=True)) * b.sin() - b.clamp(min=0.5) ** 3)

    def filtered(x, kernel, padding):
        return torch.stack([F.conv2d(channel[:, None], torch.tensor(kernel, dtype=x.dtype)[None, None], padding=padding)[:, 0] for channel in x.unbind(1)], 1)

    sobel = [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]]
    prewitt = [[[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]]
    roberts = [[[0, 1], [-1, 0]], [[1, 0], [0, -1]]]
    case('fixed-filter2d', {}, [[2, 2, 5, 4]], call=lambda m, x: filtered(x, sobel[0], 0))
    case('fixed-filter2d', {'filter': 'roberts-second'}, [[1, 2, 3, 4]], call=lambda m, x: filtered(x, roberts[1], 0))
    case('fixed-filter2d', {'filter': 'sharpen', 'padding': 'same'}, [[1, 1, 4, 4]], call=lambda m, x: filtered(x, [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], 1))
    for name, operator in [('sobel', sobel), ('prewitt', prewitt), ('roberts', roberts)]:
        def edges(x):
            across, down = filtered(x, operator[0], 0), filtered(x, operator[1], 0)
            return torch.hypot(across, down), torch.atan(down / across)

        case('image-gradient', {'operator': name}, [[1, 2, 4, 5]], call=lambda m, x: edges(x))
    case('constant', {'shape': [3], 'values': [0.5, -1, 2]}, [[2, 4]], call=lambda m, x: torch.tensor([[0.5, -1, 2]] * 2, dtype=x.dtype))
    case('constant', {'shape': [2, 2], 'trained': True}, [[3, 4]], Tensors(weight=[2, 2]), lambda m, x: m.weight.expand(3, 2, 2))
    case('cosine-similarity', {}, [[3, 5], [3, 5]], call=lambda m, a, b: F.cosine_similarity(a, b, 1)[:, None])
    case('cosine-similarity', {}, [[2, 3, 2, 2]] * 2, call=lambda m, a, b: F.cosine_similarity(a, b, 1)[:, None])
    case('distance', {}, [[3, 5], [3, 5]], call=lambda m, a, b: (a - b).norm(dim=1, keepdim=True))
    case('distance', {'measure': 'manhattan'}, [[2, 3, 4], [2, 3, 4]], call=lambda m, a, b: (a - b).norm(p=1, dim=2, keepdim=True))
    case('distance', {'measure': 'squared'}, [[2, 3, 2, 1]] * 2, call=lambda m, a, b: (a - b).square().sum(1, keepdim=True))
    case('divide', {}, [[2, 3], [2, 3]], call=lambda m, a, b: a / b)
    case('repeat', {'steps': 3}, [[2, 4]], call=lambda m, x: torch.stack([x, x, x], 1))
    case('reverse', {}, [[2, 3, 2]], call=lambda m, x: torch.stack(x.unbind(1)[::-1], 1))
    case('reverse', {'axis': 'height'}, [[1, 2, 3, 2]], call=lambda m, x: torch.stack(x.unbind(2)[::-1], 2))
    case('roll', {'shift': 1}, [[1, 2, 2, 4]], call=lambda m, x: torch.cat([x[..., 3:], x[..., :3]], 3))
    case('roll', {'axis': 'steps', 'shift': -5}, [[2, 3, 2]], call=lambda m, x: torch.cat([x[:, 2:], x[:, :2]], 1))
    case('patches', {'size': [2, 3]}, [[2, 2, 4, 6]], call=lambda m, x: F.unfold(x, (2, 3), stride=(2, 3)).transpose(1, 2))
    case('rescale', {'scale': 0.5, 'offset': 3}, [[2, 3]], call=lambda m, x: x / 2 + 3)
    column = lambda *numbers: torch.tensor(numbers, dtype=torch.float64)[:, None, None]
    case('standardize', {}, [[2, 3, 2, 2]], call=lambda m, x: (x - column(0.485, 0.456, 0.406)) / column(0.229, 0.224, 0.225))
    case('scale-shift', {}, [[2, 3, 2, 2]], Tensors(weight=[3], bias=[3]), lambda m, x: x * m.weight[:, None, None] + m.bias[:, None, None])
    case('scale-shift', {}, [[2, 3, 4]], Tensors(weight=[4], bias=[4]), lambda m, x: x * m.weight + m.bias)
    case('stop-gradient', {}, [[2, 3]], call=lambda m, x: x.detach())
    case('one-hot', {'entries': 3}, [[2, 4]], call=lambda m, x: torch.stack([(x.trunc() == k).double() for k in range(3)], 2).detach(), scale=3.5)
    case('gaussian-dropout', {'rate': 0.2}, [[3, 4]], call=lambda m, x: x * (1 + 0.5 * values(x.shape, 8)))
    case('gaussian-dropout', {}, [[3, 4]], call=lambda m, x: x * 1, train=False)
    case('gem-pool', {}, [[2, 3, 3, 2]], Tensors(weight=[1]), lambda m, x: x.clamp(min=1e-6).pow(m.weight).mean((2, 3)).pow(1 / m.weight))
    case('film', {}, [[2, 3, 2, 2], [2, 3], [2, 3]], call=lambda m, x, s, t: x + x * s[:, :, None, None] + t[:, :, None, None])
    case('rbf', {'units': 4, 'gamma': 0.5}, [[2, 3]], Tensors(weight=[4, 3]), lambda m, x: torch.exp(-0.5 * torch.cdist(x, m.weight).square()))
    case('rbf', {'units': 2, 'answer': 'squared-distance'}, [[3, 4]], Tensors(weight=[2, 4]), lambda m, x: torch.cdist(x, m.weight).square())

    def coordinates(x):
        rows, columns = torch.linspace(-1, 1, x.shape[2], dtype=x.dtype), torch.linspace(-1, 1, x.shape[3], dtype=x.dtype)
        grid = torch.stack([rows[:, None].expand(x.shape[2:]), columns[None].expand(x.shape[2:])])
        return torch.cat([x, grid.expand(len(x), -1, -1, -1)], 1)

    case('coord-channels', {}, [[2, 2, 3, 4]], call=lambda m, x: coordinates(x))
    case('bilinear', {'units': 4}, [[2, 3], [2, 5]], nn.Bilinear(3, 5, 4))
    case('weighted-sum', {}, [[2, 3], [2, 3], [2, 3]], Tensors(weight=[3]),
         lambda m, *x: sum(w * part for w, part in zip(m.weight.relu(), x)) / (m.weight.relu().sum() + 1e-4))
    case('attention-pool', {}, [[2, 4, 3]], nn.Linear(3, 1, bias=False), lambda m, x: torch.einsum('nt,ntc->nc', m(x).squeeze(2).softmax(1), x))
