"""Layers over sequences and volumes."""
import torch.nn.functional as F
from torch import nn


def add(case, values, mask):
    turned = lambda m, x: m(x.transpose(1, 2)).transpose(1, 2)
    case('conv1d', {'filters': 4}, [[2, 6, 3]], nn.Conv1d(3, 4, 3), turned)
    case('conv1d', {'filters': 2, 'kernel': [2], 'stride': [2], 'padding': 'explicit', 'pads': [1, 0], 'bias': False}, [[1, 5, 2]], nn.Conv1d(2, 2, 2, 2, bias=False),
         lambda m, x: m(F.pad(x.transpose(1, 2), (1, 0))).transpose(1, 2))
    case('conv1d', {'filters': 4, 'kernel': [3], 'dilation': [2], 'groups': 2, 'padding': 'same'}, [[1, 6, 2]], nn.Conv1d(2, 4, 3, dilation=2, groups=2, padding=2), turned)
    case('conv3d', {'filters': 2, 'kernel': [2, 3, 2]}, [[2, 2, 3, 4, 3]], nn.Conv3d(2, 2, (2, 3, 2)))
    case('conv3d', {'filters': 2, 'kernel': [2, 2, 1], 'stride': [1, 2, 2], 'padding': 'same', 'groups': 2, 'bias': False}, [[1, 2, 2, 3, 4]],
         nn.Conv3d(2, 2, (2, 2, 1), (1, 2, 2), groups=2, bias=False), lambda m, x: m(F.pad(x, (0, 0, 0, 1, 0, 1))))
    case('depthwise-conv1d', {'depthMultiplier': 2, 'kernel': [3]}, [[2, 5, 3]], nn.Conv1d(3, 6, 3, groups=3), turned)
    case('separable-conv1d', {'filters': 4, 'kernel': [2]}, [[2, 5, 3]], nn.ModuleDict({'depthwise': nn.Conv1d(3, 3, 2, groups=3, bias=False), 'pointwise': nn.Conv1d(3, 4, 1)}),
         lambda m, x: m['pointwise'](m['depthwise'](x.transpose(1, 2))).transpose(1, 2))
    case('conv-transpose1d', {'filters': 2}, [[2, 3, 4]], nn.ConvTranspose1d(4, 2, 2, 2), turned)
    case('conv-transpose1d', {'filters': 2, 'kernel': [3], 'padding': 'explicit', 'pads': [1, 1], 'outputPadding': [1], 'groups': 2}, [[1, 3, 2]],
         nn.ConvTranspose1d(2, 2, 3, 2, padding=1, output_padding=1, groups=2), turned)
    case('conv-transpose3d', {'filters': 2, 'kernel': [2, 1, 3], 'stride': [2, 1, 2], 'padding': 'same'}, [[1, 2, 2, 3, 2]], nn.ConvTranspose3d(2, 2, (2, 1, 3), (2, 1, 2)),
         lambda m, x: m(x)[..., :-1])
    case('max-pool1d', {}, [[2, 5, 3]], call=lambda m, x: F.max_pool1d(x.transpose(1, 2), 2).transpose(1, 2))
    case('max-pool1d', {'kernel': [3], 'stride': [1], 'padding': 'same'}, [[1, 4, 2]], call=lambda m, x: F.max_pool1d(x.transpose(1, 2), 3, 1, 1).transpose(1, 2))
    case('max-pool3d', {'kernel': [1, 2, 2], 'stride': [1, 2, 1]}, [[1, 2, 2, 4, 3]], call=lambda m, x: F.max_pool3d(x, (1, 2, 2), (1, 2, 1)))
    case('avg-pool1d', {'kernel': [3], 'stride': [2], 'padding': 'explicit', 'pads': [1, 1]}, [[2, 5, 2]],
         call=lambda m, x: F.avg_pool1d(x.transpose(1, 2), 3, 2, 1, count_include_pad=False).transpose(1, 2))
    case('avg-pool1d', {'countPadding': True, 'padding': 'same'}, [[1, 4, 2]], call=lambda m, x: F.avg_pool1d(x.transpose(1, 2), 2).transpose(1, 2))
    case('avg-pool3d', {'kernel': [2, 2, 1], 'stride': [1, 2, 1]}, [[1, 2, 3, 4, 2]], call=lambda m, x: F.avg_pool3d(x, (2, 2, 1), (1, 2, 1)))
    case('zero-pad1d', {'pads': [2, 1]}, [[2, 3, 2]], call=lambda m, x: F.pad(x, (0, 0, 2, 1)))
    case('zero-pad3d', {'pads': [1, 0, 2, 0, 1, 0]}, [[1, 2, 2, 1, 2]], call=lambda m, x: F.pad(x, (2, 0, 0, 1, 1, 0)))
    case('upsample1d', {'factor': 3}, [[2, 3, 2]], call=lambda m, x: x.repeat_interleave(3, 1))
    case('upsample3d', {'factor': [2, 1, 3]}, [[1, 2, 2, 3, 2]], call=lambda m, x: x.repeat_interleave(2, 2).repeat_interleave(3, 4))
    for train in [True, False]:
        case('global-avg-pool', {'keepAxes': train}, [[1, 2, 2, 3, 2]], call=lambda m, x: x.mean((2, 3, 4), keepdim=train))
