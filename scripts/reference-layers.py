#!/usr/bin/python3
"""Reference values of layers and losses, computed by PyTorch.

    /usr/bin/python3 scripts/reference-layers.py             writes tests/reference/layers.json and losses.json
    /usr/bin/python3 scripts/reference-layers.py --emitted   runs the PyTorch code that our layers emit: a JSON list of
                                                             cases on standard input, their results on standard output

The modules below are written by hand, independently of our own code. All is computed in float64. Inputs and tensors are
not stored: both sides make them by `values` from a seed.
"""
import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from reference_layers import attention, expressions, forms, landmarks, normalization, pixel_losses, recurrent, regions, shapes

ROOT = Path(__file__).resolve().parent.parent


def values(shape, seed, scale=1.5):
    """The same numbers as `referenceValues` in tests/layers/reference-values.ts: powers of a primitive root modulo a
    prime, so that no two of the first 2002 are equal and no maximum is tied."""
    count = 1
    for size in shape:
        count *= size
    powers, power = [], pow(5, seed * 131 + 1, 2003)
    for _ in range(count):
        powers.append((power / 1001 - 1) * scale)
        power = power * 5 % 2003
    return torch.tensor(powers, dtype=torch.float64).reshape(shape)


def tensor_values(name, shape):
    drawn = values(shape, sum(map(ord, name)), 1.0)
    return drawn.abs() + 0.5 if name == 'running_var' else drawn


def rounded(tensor):
    return [float(f'{number:.7g}') for number in tensor.detach().reshape(-1).tolist()]


def fill(module):
    """Sets every parameter and statistic of a module by its name."""
    if module is None:
        return
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if name != 'num_batches_tracked':
                tensor.copy_(tensor_values(name, tensor.shape))


def run(call, module, inputs, scale):
    """Output, and gradients of Σ y·r with respect to inputs and parameters."""
    operands = [values(shape, index + 1, scale).requires_grad_() for index, shape in enumerate(inputs)]
    y = call(*operands)
    if isinstance(y, tuple):  # several outputs, laid behind each other
        y = torch.cat([part.flatten(1) for part in y], 1)
    if y.requires_grad:  # nothing leads back through a constant
        torch.sum(y * values(y.shape, 50)).backward()
    gradients = {f'in{index + 1}': operand.grad for index, operand in enumerate(operands)}
    gradients.update({name: parameter.grad for name, parameter in (module.named_parameters() if module else [])})
    return {
        'shape': list(y.shape),
        'output': rounded(y),
        'gradients': {name: rounded(grad) for name, grad in gradients.items() if grad is not None},
        'statistics': {name: rounded(buffer) for name, buffer in (module.named_buffers() if module else []) if name.startswith('running')},
    }


CASES = []


def case(kind, parameters, inputs, module=None, call=None, train=True, frozen=False, scale=1.5, **draws):
    """One case. `call(module, *inputs)`; `draws` are the shapes of masks and noise that the layer asks for."""
    if module is not None:
        module = module.double().train(train and not frozen)
        fill(module)
    forward = call or (lambda m, *x: m(*x))
    result = run(lambda *x: forward(module, *x), module, inputs, scale)
    if not train or frozen:
        result['statistics'] = {}
    CASES.append({
        'type': kind, 'parameters': parameters, 'inputs': inputs, 'mode': 'train' if train else 'infer',
        **({'frozen': True} if frozen else {}), **({'scale': scale} if scale != 1.5 else {}), **result,
    })


def mask(shape):
    return (values(shape, 7) > 0).double()


def layers():
    for inputs, parameters, module, call in [
        ([[3, 5]], {'units': 4}, nn.Linear(5, 4), None),
        ([[1, 1]], {'units': 1}, nn.Linear(1, 1), None),
        ([[2, 3, 4]], {'units': 2}, nn.Linear(4, 2), None),
        ([[2, 3, 4]], {'units': 2, 'bias': False}, nn.Linear(4, 2, bias=False), None),
    ]:
        case('dense', parameters, inputs, module, call)

    conv = 'conv2d'
    case(conv, {'filters': 4}, [[2, 3, 7, 6]], nn.Conv2d(3, 4, 3))
    case(conv, {'filters': 2, 'kernel': [1, 1], 'bias': False}, [[2, 5, 3, 4]], nn.Conv2d(5, 2, 1, bias=False))
    case(conv, {'filters': 2, 'kernel': [3, 2], 'stride': [2, 3], 'padding': 'explicit', 'pads': [1, 0, 1, 0]}, [[2, 2, 8, 9]],
         nn.Conv2d(2, 2, (3, 2), stride=(2, 3), padding=(1, 0)))
    case(conv, {'filters': 2, 'kernel': [4, 4], 'padding': 'same'}, [[1, 2, 5, 5]], nn.Conv2d(2, 2, 4), lambda m, x: m(F.pad(x, (1, 2, 1, 2))))
    case(conv, {'filters': 2, 'kernel': [3, 3], 'stride': [2, 2], 'padding': 'same'}, [[1, 1, 6, 7]],
         nn.Conv2d(1, 2, 3, stride=2), lambda m, x: m(F.pad(x, (1, 1, 0, 1))))
    case(conv, {'filters': 3, 'dilation': [2, 2], 'padding': 'same'}, [[1, 2, 7, 7]], nn.Conv2d(2, 3, 3, dilation=2, padding=2))
    case(conv, {'filters': 4, 'groups': 2, 'stride': [2, 1], 'dilation': [1, 2]}, [[2, 4, 7, 7]],
         nn.Conv2d(4, 4, 3, stride=(2, 1), dilation=(1, 2), groups=2))
    case(conv, {'filters': 2, 'padding': 'explicit', 'pads': [0, 2, 1, 0]}, [[1, 1, 5, 5]], nn.Conv2d(1, 2, 3), lambda m, x: m(F.pad(x, (2, 0, 0, 1))))

    case('depthwise-conv2d', {}, [[2, 3, 6, 5]], nn.Conv2d(3, 3, 3, groups=3))
    case('depthwise-conv2d', {'depthMultiplier': 2, 'kernel': [2, 3], 'stride': [2, 2], 'bias': False}, [[1, 3, 7, 8]],
         nn.Conv2d(3, 6, (2, 3), stride=2, groups=3, bias=False))
    case('depthwise-conv2d', {'padding': 'same', 'dilation': [2, 1]}, [[1, 2, 5, 5]], nn.Conv2d(2, 2, 3, groups=2, dilation=(2, 1), padding=(2, 1)))

    def separable(c, m, o, kernel, **options):
        bias = options.pop('bias', True)
        return nn.ModuleDict({'depthwise': nn.Conv2d(c, c * m, kernel, groups=c, bias=False, **options), 'pointwise': nn.Conv2d(c * m, o, 1, bias=bias)})

    in_two_steps = lambda m, x: m['pointwise'](m['depthwise'](x))
    case('separable-conv2d', {'filters': 5}, [[2, 3, 6, 6]], separable(3, 1, 5, 3), in_two_steps)
    case('separable-conv2d', {'filters': 2, 'depthMultiplier': 3, 'kernel': [5, 2], 'stride': [2, 1], 'bias': False}, [[1, 2, 8, 5]],
         separable(2, 3, 2, (5, 2), stride=(2, 1), bias=False), in_two_steps)
    case('separable-conv2d', {'filters': 3, 'padding': 'same', 'stride': [2, 2]}, [[1, 2, 5, 5]], separable(2, 1, 3, 3, stride=2, padding=1), in_two_steps)

    transposed = 'conv-transpose2d'
    case(transposed, {'filters': 2}, [[2, 3, 4, 3]], nn.ConvTranspose2d(3, 2, 2, stride=2))
    case(transposed, {'filters': 2, 'kernel': [3, 3], 'padding': 'explicit', 'pads': [1, 1, 1, 1], 'outputPadding': [1, 1]}, [[1, 2, 3, 4]],
         nn.ConvTranspose2d(2, 2, 3, stride=2, padding=1, output_padding=1))
    case(transposed, {'filters': 2, 'kernel': [3, 3], 'padding': 'same', 'bias': False}, [[1, 1, 3, 4]],
         nn.ConvTranspose2d(1, 2, 3, stride=2, bias=False), lambda m, x: m(x)[:, :, :-1, :-1])
    case(transposed, {'filters': 4, 'kernel': [3, 2], 'stride': [3, 2], 'groups': 2, 'dilation': [1, 2]}, [[1, 4, 3, 3]],
         nn.ConvTranspose2d(4, 4, (3, 2), stride=(3, 2), groups=2, dilation=(1, 2)))
    case(transposed, {'filters': 1, 'kernel': [2, 2], 'stride': [3, 3], 'padding': 'same'}, [[1, 2, 2, 3]],
         nn.ConvTranspose2d(2, 1, 2, stride=3, output_padding=1))
    case(transposed, {'filters': 2, 'kernel': [4, 3], 'stride': [1, 1], 'padding': 'explicit', 'pads': [2, 0, 1, 1]}, [[1, 1, 4, 4]],
         nn.ConvTranspose2d(1, 2, (4, 3)), lambda m, x: m(x)[:, :, 2:-1, :-1])

    lowest = float('-inf')
    for kind, sign in [('max-pool2d', 1), ('min-pool2d', -1)]:
        case(kind, {}, [[2, 3, 6, 5]], call=lambda m, x: sign * F.max_pool2d(sign * x, 2))
        case(kind, {'kernel': [3, 3], 'stride': [1, 1]}, [[1, 2, 5, 5]], call=lambda m, x: sign * F.max_pool2d(sign * x, 3, 1))
        case(kind, {'kernel': [3, 2], 'stride': [2, 1], 'padding': 'explicit', 'pads': [1, 1, 1, 1]}, [[1, 2, 6, 5]],
             call=lambda m, x: sign * F.max_pool2d(sign * x, (3, 2), (2, 1), padding=1))
        case(kind, {'kernel': [2, 2], 'stride': [1, 1], 'padding': 'same'}, [[1, 1, 4, 5]],
             call=lambda m, x: sign * F.max_pool2d(F.pad(sign * x, (0, 1, 0, 1), value=lowest), 2, 1))
        case(kind, {'kernel': [2, 3], 'stride': [1, 1], 'dilation': [2, 1]}, [[1, 2, 5, 5]],
             call=lambda m, x: sign * F.max_pool2d(sign * x, (2, 3), 1, dilation=(2, 1)))
    case('avg-pool2d', {}, [[2, 3, 6, 5]], call=lambda m, x: F.avg_pool2d(x, 2))
    case('avg-pool2d', {'kernel': [3, 3], 'stride': [2, 1], 'padding': 'explicit', 'pads': [1, 1, 1, 1]}, [[1, 2, 5, 6]],
         call=lambda m, x: F.avg_pool2d(x, 3, (2, 1), padding=1, count_include_pad=False))
    case('avg-pool2d', {'kernel': [3, 3], 'stride': [2, 1], 'padding': 'explicit', 'pads': [1, 1, 1, 1], 'countPadding': True}, [[1, 2, 5, 6]],
         call=lambda m, x: F.avg_pool2d(x, 3, (2, 1), padding=1))

    def mean_of_real(x):
        pad = lambda t: F.avg_pool2d(F.pad(t, (0, 1, 1, 1)), (3, 2), (2, 2))
        return pad(x) / pad(torch.ones_like(x))

    case('avg-pool2d', {'kernel': [3, 2], 'padding': 'same'}, [[1, 2, 5, 7]], call=lambda m, x: mean_of_real(x))
    case('avg-pool2d', {'kernel': [2, 2], 'stride': [1, 1], 'padding': 'same', 'countPadding': True}, [[1, 1, 3, 3]],
         call=lambda m, x: F.avg_pool2d(F.pad(x, (0, 1, 0, 1)), 2, 1))
    case('global-avg-pool', {}, [[2, 3, 4, 5]], call=lambda m, x: F.adaptive_avg_pool2d(x, 1).flatten(1))
    case('global-avg-pool', {'keepAxes': True}, [[2, 3, 4, 5]], call=lambda m, x: F.adaptive_avg_pool2d(x, 1))
    case('global-avg-pool', {}, [[2, 5, 3]], call=lambda m, x: x.sum(1) / 5)
    case('global-max-pool', {}, [[2, 3, 4, 5]], call=lambda m, x: F.adaptive_max_pool2d(x, 1).flatten(1))
    case('global-max-pool', {'keepAxes': True}, [[2, 5, 3]], call=lambda m, x: x.max(1, keepdim=True).values)

    for kind, parameters, function in [
        ('relu', {}, F.relu), ('sigmoid', {}, torch.sigmoid), ('tanh', {}, torch.tanh), ('linear', {}, lambda x: x * 1),
        ('leaky-relu', {}, lambda x: F.leaky_relu(x, 0.01)), ('leaky-relu', {'alpha': 0.3}, lambda x: F.leaky_relu(x, 0.3)),
        ('elu', {}, F.elu), ('elu', {'alpha': 0.7}, lambda x: F.elu(x, 0.7)), ('selu', {}, F.selu), ('gelu', {}, F.gelu), ('silu', {}, F.silu),
        ('mish', {}, F.mish), ('softplus', {}, F.softplus), ('hard-swish', {}, F.hardswish), ('relu6', {}, F.relu6),
    ]:
        case(kind, parameters, [[2, 3, 3, 4]], call=lambda m, x: function(x), scale=9.0)
        case(kind, parameters, [[3, 5]], call=lambda m, x: function(x), scale=2.0)
    for kind, function in [('softmax', F.softmax), ('log-softmax', F.log_softmax)]:
        case(kind, {}, [[3, 7]], call=lambda m, x: function(x, 1), scale=6.0)
        case(kind, {}, [[2, 3, 2, 3]], call=lambda m, x: function(x, 1))
        case(kind, {'axis': 'last'}, [[2, 3, 2, 3]], call=lambda m, x: function(x, 3))
        case(kind, {}, [[2, 3, 4]], call=lambda m, x: function(x, 2))
    case('prelu', {}, [[2, 3, 3, 4]], nn.PReLU(3))
    case('prelu', {}, [[3, 5]], nn.PReLU(5))
    case('prelu', {}, [[2, 3, 4]], nn.PReLU(4), lambda m, x: m(x.transpose(1, 2)).transpose(1, 2))

    class Straight(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, threshold):
            return (x >= threshold).double()

        @staticmethod
        def backward(ctx, grad):
            return grad, None

    case('step', {}, [[4, 3]], call=lambda m, x: Straight.apply(x, 0))
    case('step', {'threshold': 0.7}, [[1, 2, 2, 3]], call=lambda m, x: Straight.apply(x, 0.7))

    for train, frozen in [(True, False), (False, False), (True, True)]:
        case('batch-norm', {}, [[3, 2, 3, 4]], nn.BatchNorm2d(2), train=train, frozen=frozen)
        case('batch-norm', {'momentum': 0.3, 'epsilon': 0.01}, [[5, 4]], nn.BatchNorm1d(4, momentum=0.3, eps=0.01), train=train, frozen=frozen)
        case('batch-norm', {}, [[2, 3, 4]], nn.BatchNorm1d(4), lambda m, x: m(x.transpose(1, 2)).transpose(1, 2), train=train, frozen=frozen)
        case('batch-norm', {'scale': False, 'center': False}, [[2, 3, 2, 2]], nn.BatchNorm2d(3, affine=False), train=train, frozen=frozen)
    case('layer-norm', {}, [[3, 5]], nn.LayerNorm(5))
    case('layer-norm', {'epsilon': 0.1}, [[2, 3, 4]], nn.LayerNorm(4, eps=0.1))
    case('layer-norm', {}, [[2, 4, 2, 3]], nn.LayerNorm(4), lambda m, x: m(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2))
    case('layer-norm', {'over': 'sample'}, [[2, 2, 3, 2]], nn.LayerNorm([2, 3, 2]))
    case('layer-norm', {'over': 'sample', 'scale': False, 'center': False}, [[2, 3, 4]], nn.LayerNorm([3, 4], elementwise_affine=False))
    case('group-norm', {'groups': 2}, [[2, 4, 3, 3]], nn.GroupNorm(2, 4))
    case('group-norm', {'groups': 3, 'scale': False, 'center': False}, [[2, 3, 4, 2]], nn.GroupNorm(3, 3, affine=False))
    case('group-norm', {'groups': 1, 'epsilon': 0.01}, [[3, 6]], nn.GroupNorm(1, 6, eps=0.01))

    for rate in [0.5, 0.25]:
        case('dropout', {'rate': rate}, [[3, 5]], call=lambda m, x: x * mask(x.shape) / (1 - rate))
        case('dropout', {'rate': rate, 'scaling': 'none'}, [[3, 5]], call=lambda m, x: x * mask(x.shape))
        case('dropout', {'rate': rate, 'scaling': 'none'}, [[3, 5]], call=lambda m, x: x * (1 - rate), train=False)
        case('spatial-dropout', {'rate': rate}, [[2, 3, 2, 2]], call=lambda m, x: x * mask([2, 3, 1, 1]) / (1 - rate))
    for kind in ['dropout', 'spatial-dropout', 'gaussian-noise']:
        case(kind, {}, [[2, 2, 2, 2]], call=lambda m, x: x * 1, train=False)
    case('gaussian-noise', {'deviation': 0.3}, [[3, 4]], call=lambda m, x: x + 0.3 * values(x.shape, 8))

    pair, triple = [[2, 3, 2, 2]] * 2, [[2, 4]] * 3
    for kind, function in [
        ('add', lambda *x: sum(x)), ('multiply', lambda *x: torch.stack(x).prod(0)), ('average', lambda *x: torch.stack(x).mean(0)),
        ('maximum', lambda *x: torch.stack(x).max(0).values), ('minimum', lambda *x: torch.stack(x).min(0).values),
    ]:
        case(kind, {}, pair, call=lambda m, *x: function(*x))
        case(kind, {}, triple, call=lambda m, *x: function(*x))
    case('multiply', {}, [[2, 3, 4, 2], [2, 3, 1, 1], [2, 1, 4, 2]], call=lambda m, a, b, c: a * b * c)
    case('subtract', {}, pair, call=lambda m, a, b: a - b)
    case('concat', {}, [[2, 1, 2, 3], [2, 3, 2, 3], [2, 2, 2, 3]], call=lambda m, *x: torch.cat(x, 1))
    case('concat', {'axis': 'width'}, [[1, 2, 2, 3], [1, 2, 2, 1]], call=lambda m, *x: torch.cat(x, 3))
    case('concat', {}, [[2, 3, 2], [2, 3, 4]], call=lambda m, *x: torch.cat(x, 2))
    case('concat', {'axis': 'steps'}, [[2, 3, 2], [2, 1, 2]], call=lambda m, *x: torch.cat(x, 1))

    case('flatten', {}, [[2, 3, 2, 2]], call=lambda m, x: x.reshape(2, 12))
    case('reshape', {'shape': [4, -1]}, [[2, 3, 2, 2]], call=lambda m, x: x.reshape(2, 4, 3))
    case('reshape', {'shape': [2, 3, 2]}, [[2, 12]], call=lambda m, x: x.reshape(2, 2, 3, 2))
    case('permute', {'order': [1, 2, 0]}, [[2, 3, 2, 4]], call=lambda m, x: x.permute(0, 2, 3, 1))
    case('permute', {}, [[2, 3, 4]], call=lambda m, x: x.transpose(1, 2))
    case('zero-pad2d', {'pads': [1, 0, 2, 3]}, [[1, 2, 3, 2]], call=lambda m, x: F.pad(x, (0, 3, 1, 2)))
    case('crop2d', {'edges': [1, 0, 2, 3]}, [[1, 2, 5, 6]], call=lambda m, x: x[:, :, 1:-2, :-3])
    case('upsample2d', {}, [[2, 2, 3, 2]], call=lambda m, x: F.interpolate(x, scale_factor=2, mode='nearest'))
    case('upsample2d', {'factor': [3, 2]}, [[1, 2, 2, 3]], call=lambda m, x: F.interpolate(x, scale_factor=(3, 2), mode='nearest'))
    case('upsample2d', {'mode': 'bilinear'}, [[1, 2, 3, 4]], call=lambda m, x: F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=False))
    case('upsample2d', {'mode': 'bilinear', 'factor': [1, 3]}, [[1, 2, 3, 1]],
         call=lambda m, x: F.interpolate(x, scale_factor=(1, 3), mode='bilinear', align_corners=False))


LOSS_CASES = []


def loss_case(name, options, shape, function, classes=None, probabilities=None, target=None):
    """Batch loss and its gradient; the target is given, or made by the same rule in tests/layers/losses.test.ts."""
    x = values(shape, 1, 4.0)
    if probabilities == 'sigmoid':
        x = torch.sigmoid(x)
    if probabilities == 'softmax':
        x = torch.softmax(x, 1)
    x = x.float().double().requires_grad_()
    if target is None:
        target = (torch.arange(shape[0]) * 2 + 1) % classes if classes else values(shape, 2)
    if classes == 2:
        target = (values(shape, 2) > 0).double()
    loss = function(x, target)
    loss.backward()
    LOSS_CASES.append({'loss': name, 'options': options, 'input': shape, 'values': rounded(x), 'target': rounded(target.double()),
                       'value': float(f'{loss.item():.7g}'), 'gradient': rounded(x.grad)})


def losses():
    vector, picture = [4, 3], [2, 2, 2, 3]
    for shape in [vector, picture, [3, 1]]:
        loss_case('half-squared-error', {}, shape, lambda x, t: 0.5 * F.mse_loss(x, t, reduction='sum') / len(x))
        loss_case('mean-squared-error', {}, shape, F.mse_loss)
        loss_case('mean-absolute-error', {}, shape, F.l1_loss)
        for delta in [1.0, 2.5]:
            loss_case('huber', {'delta': delta}, shape, lambda x, t: F.huber_loss(x, t, delta=delta))
        loss_case('huber', {'delta': 0.5, 'reduction': 'sum'}, shape, lambda x, t: F.huber_loss(x, t, delta=0.5, reduction='sum') / len(x))
        loss_case('binary-cross-entropy', {}, shape, F.binary_cross_entropy_with_logits, 2)
        loss_case('binary-cross-entropy', {'reduction': 'sum'}, shape,
                  lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction='sum') / len(x), 2)
        loss_case('binary-cross-entropy-probabilities', {}, shape, F.binary_cross_entropy, 2, 'sigmoid')
        loss_case('binary-cross-entropy-probabilities', {'reduction': 'sum'}, shape,
                  lambda x, t: F.binary_cross_entropy(x, t, reduction='sum') / len(x), 2, 'sigmoid')
    for options in [{}, {'labelSmoothing': 0.1}, {'classWeights': [0.5, 2.0, 1.5]}, {'labelSmoothing': 0.2, 'classWeights': [0.5, 2.0, 1.5]}]:
        weight = torch.tensor(options['classWeights']).double() if 'classWeights' in options else None
        smoothing = options.get('labelSmoothing', 0.0)
        loss_case('cross-entropy', options, [5, 3], lambda x, t: F.cross_entropy(x, t, weight, label_smoothing=smoothing), 3)

        def from_probabilities(x, t):
            hot = F.one_hot(t, 3) * (1 - smoothing) + smoothing / 3
            factors = torch.ones(3).double() if weight is None else weight
            return -(hot * factors * torch.log(x)).sum() / factors[t].sum()

        loss_case('cross-entropy-probabilities', options, [5, 3], from_probabilities, 3, 'softmax')


def emitted(cases):
    """Runs module and forward texts as a generated program would, with `self.layer` as the module."""
    results = []
    for one in cases:
        try:
            names = {'torch': torch, 'nn': nn, 'F': F}
            for source in one['functions']:
                exec(source, names)
            network = nn.Module()
            network.train(one['mode'] == 'train' and not one.get('frozen', False))
            module = eval(one['module'], names).double() if one['module'] else None
            if module is not None:
                network.layer = module
                module.train(network.training)
                state = {name: tensor_values(name, shape) for name, shape in one['tensors'].items()}
                missing, unexpected = module.load_state_dict(state, strict=False)
                if unexpected or sorted(set(missing) - {'num_batches_tracked'}) != sorted(one['fixed']):
                    raise ValueError(f'state dict: missing {missing}, unexpected {unexpected}')

            def call(*operands):
                scope = {**names, 'self': network, **{f'x{index + 1}': operand for index, operand in enumerate(operands)}}
                return eval(one['forward'], scope)

            results.append(run(call, module, one['inputs'], one.get('scale', 1.5)))
        except Exception as error:  # the test shows which text failed
            results.append({'error': f'{type(error).__name__}: {error}'})
    return results


def write(name, cases, remark):
    lines = ',\n'.join(json.dumps(one, separators=(',', ':')) for one in cases)
    text = f'{{"remark":{json.dumps(remark)},"torch":"{torch.__version__}","cases":[\n{lines}\n]}}\n'
    (ROOT / 'tests/reference' / name).write_text(text)


if __name__ == '__main__':
    torch.set_num_threads(1)
    if sys.argv[1:] == ['--emitted']:
        json.dump(emitted(json.load(sys.stdin)), sys.stdout)
    else:
        layers()
        for group in [attention, expressions, forms, landmarks, normalization, recurrent, regions, shapes]:
            group.add(case, values, mask)
        losses()
        pixel_losses.add(loss_case)
        remark = 'Written by scripts/reference-layers.py; float64.'
        write('layers.json', CASES, remark)
        write('losses.json', LOSS_CASES, remark)
