"""Normalizations and activations."""
import torch
import torch.nn.functional as F
from torch import nn


class Tensors(nn.Module):
    """Parameters without a module of PyTorch's own."""

    def __init__(self, **shapes):
        super().__init__()
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.zeros(shape)))


def add(case, values, mask):
    case('local-response-norm', {}, [[2, 7, 3, 2]], nn.LocalResponseNorm(5))
    case('local-response-norm', {'size': 4, 'alpha': 0.5, 'beta': 0.5, 'k': 2}, [[1, 5, 2, 3]], nn.LocalResponseNorm(4, alpha=0.5, beta=0.5, k=2))
    case('instance-norm', {}, [[2, 3, 4, 2]], nn.InstanceNorm2d(3, affine=True))
    case('instance-norm', {'epsilon': 0.1, 'scale': False, 'center': False}, [[2, 3, 4]], nn.InstanceNorm1d(4, eps=0.1),
         lambda m, x: m(x.transpose(1, 2)).transpose(1, 2))
    case('instance-norm', {}, [[1, 2, 2, 3, 2]], nn.InstanceNorm3d(2, affine=True))
    case('batch-norm', {}, [[2, 3, 2, 2, 3]], nn.BatchNorm3d(3))
    case('layer-norm', {}, [[2, 4, 2, 1, 3]], nn.LayerNorm(4), lambda m, x: m(x.permute(0, 2, 3, 4, 1)).permute(0, 4, 1, 2, 3))

    def root_mean_square(x, axis, epsilon):
        return x / (x.square().mean(axis, keepdim=True) + epsilon).sqrt()

    case('rms-norm', {}, [[2, 3, 4]], Tensors(weight=[4]), lambda m, x: root_mean_square(x, 2, 1e-6) * m.weight)
    case('rms-norm', {'epsilon': 0.1}, [[2, 3, 2, 2]], Tensors(weight=[3]), lambda m, x: root_mean_square(x, 1, 0.1) * m.weight[:, None, None])
    case('rms-norm', {'scale': False}, [[3, 5]], call=lambda m, x: root_mean_square(x, 1, 1e-6))
    case('layer-scale', {}, [[2, 3, 2, 2]], Tensors(weight=[3]), lambda m, x: x * m.weight[:, None, None])
    case('layer-scale', {}, [[2, 3, 4]], Tensors(weight=[4]), lambda m, x: x * m.weight)
    case('unit-norm', {}, [[3, 5]], call=lambda m, x: F.normalize(x, dim=1))
    case('unit-norm', {}, [[2, 3, 2, 2]], call=lambda m, x: F.normalize(x, dim=1))

    def global_response(m, x, epsilon):
        lengths = (x.square().sum((2, 3), keepdim=True) + epsilon).sqrt()
        return m.weight[:, None, None] * (x * lengths / (lengths.mean(1, keepdim=True) + epsilon)) + m.bias[:, None, None] + x

    case('global-response-norm', {}, [[2, 4, 3, 2]], Tensors(weight=[4], bias=[4]), lambda m, x: global_response(m, x, 1e-6))

    for kind, function in [('hard-sigmoid', F.hardsigmoid), ('log-sigmoid', F.logsigmoid), ('hard-tanh', F.hardtanh), ('softsign', F.softsign)]:
        case(kind, {}, [[2, 3, 3, 4]], call=lambda m, x: function(x), scale=9.0)
        case(kind, {}, [[3, 5]], call=lambda m, x: function(x), scale=0.9)
    case('glu', {}, [[2, 6]], call=lambda m, x: F.glu(x, 1))
    case('glu', {'gate': 'silu'}, [[2, 3, 4]], call=lambda m, x: x[:, :, :2] * F.silu(x[:, :, 2:]))
    for gate, function in [('gelu', F.gelu), ('relu', F.relu), ('none', lambda x: x)]:
        case('glu', {'gate': gate}, [[2, 4, 2, 1]], call=lambda m, x: x[:, :2] * function(x[:, 2:]))

    for rate in [0.5, 0.25]:
        case('drop-path', {'rate': rate}, [[4, 2, 2, 2]], call=lambda m, x: x * mask([4, 1, 1, 1]) / (1 - rate))
    case('drop-path', {}, [[2, 3]], call=lambda m, x: x * 1, train=False)
    case('gaussian-sample', {}, [[3, 4], [3, 4]], call=lambda m, a, b: a + (b.exp().sqrt()) * values(a.shape, 8))
    case('gaussian-sample', {}, [[3, 4], [3, 4]], call=lambda m, a, b: a * 1, train=False)
