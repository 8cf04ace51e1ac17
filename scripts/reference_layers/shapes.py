"""Layers that cut, join and rearrange."""
import torch
import torch.nn.functional as F


def add(case, values, mask):
    case('channel-shuffle', {'groups': 3}, [[2, 6, 2, 1]], call=lambda m, x: torch.stack([x[:, c] for c in [0, 2, 4, 1, 3, 5]], 1))
    case('slice', {'start': 1, 'length': 2}, [[2, 4, 2, 3]], call=lambda m, x: x[:, 1:3])
    case('slice', {'axis': 'width', 'length': 2, 'step': 2}, [[2, 1, 2, 4]], call=lambda m, x: x[:, :, :, [0, 2]])
    case('slice', {'axis': 'steps', 'start': 1, 'keepAxis': False}, [[2, 3, 4]], call=lambda m, x: x[:, 1])
    case('split', {}, [[2, 4, 2, 3]], call=lambda m, x: (x[:, :2] * 1, x[:, 2:] * 1))
    case('split', {'axis': 'steps', 'at': 1}, [[2, 3, 4]], call=lambda m, x: (x[:, :1] * 1, x[:, 1:] * 1))
    case('stack', {}, [[2, 3], [2, 3]], call=lambda m, *x: torch.stack(x, 1))
    case('stack', {'axis': 2}, [[1, 2, 3], [1, 2, 3], [1, 2, 3]], call=lambda m, *x: torch.stack(x, 3))
    for method, function in [
        ('mean', lambda x, axes: x.mean(axes)), ('sum', lambda x, axes: x.sum(axes)), ('max', lambda x, axes: x.amax(axes)),
        ('min', lambda x, axes: x.amin(axes)), ('sum-of-squares', lambda x, axes: x.square().sum(axes)),
    ]:
        case('reduce', {'method': method, 'axes': [0, 2]}, [[2, 3, 2, 4]], call=lambda m, x: function(x, (1, 3)))
        case('reduce', {'method': method, 'axes': [1], 'keepAxes': True}, [[2, 3, 4]], call=lambda m, x: function(x, 2).unsqueeze(2))
        case('reduce', {'method': method}, [[2, 5]], call=lambda m, x: function(x, 1).unsqueeze(1))
    case('matmul', {}, [[2, 3, 4], [2, 4, 2]], call=lambda m, a, b: torch.bmm(a, b))
    case('matmul', {'transposeA': True, 'transposeB': True}, [[1, 2, 4, 3], [1, 2, 5, 4]], call=lambda m, a, b: torch.einsum('nlki,nljk->nlij', a, b))
    case('pixel-shuffle', {'factor': 3}, [[1, 9, 2, 2]], call=lambda m, x: F.pixel_shuffle(x, 3))
    case('pixel-shuffle', {}, [[2, 8, 1, 3]], call=lambda m, x: F.pixel_shuffle(x, 2))
    case('pixel-unshuffle', {}, [[2, 2, 4, 2]], call=lambda m, x: F.pixel_unshuffle(x, 2))
    for mode in ['reflect', 'replicate', 'circular']:
        case('pad2d', {'mode': mode, 'pads': [1, 2, 2, 0]}, [[2, 2, 3, 4]], call=lambda m, x: F.pad(x, (2, 0, 1, 2), mode=mode))
