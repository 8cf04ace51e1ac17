"""Values and gradients of ops by PyTorch, in double precision, for tests/ops/torch-values.test.ts.

    /usr/bin/python3 scripts/reference-ops.py > tests/reference/ops.json

Made with PyTorch 1.13. Each entry: op and attributes as engine/ops names them, operands, the gradient that arrives at the
result, the result, and the gradients that leave at the operands.
"""
import json

import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
entries = []


def rounded(tensor):
    return {"shape": list(tensor.shape), "data": [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]}


def short(tensor):
    """Few digits, which float32 and this file hold exactly enough."""
    return (tensor * 64).round() / 64


def draw(*shape, positive=False):
    values = short(torch.randn(shape))
    return values.abs() + 0.25 if positive else values


def add(op, function, operands, places=None, **attributes):
    """`places` is a last operand of whole numbers, which has no gradient."""
    leaves = [operand.clone().requires_grad_(True) for operand in operands]
    result = function(*leaves)
    arriving = draw(*result.shape)
    gradients = torch.autograd.grad(result, leaves, arriving, allow_unused=True)
    entries.append({
        "op": op,
        "attributes": attributes,
        "operands": [rounded(operand) for operand in operands],
        **({} if places is None else {"places": rounded(places)}),
        "arriving": rounded(arriving),
        "result": rounded(result),
        "gradients": [rounded(torch.zeros_like(o) if g is None else g) for o, g in zip(operands, gradients)],
    })


ties = torch.tensor([-3.0, -2.0, -0.5, 0.0, 0.0, 0.5, 1.0, 3.0])
for op, function in {
    "Abs": torch.abs, "Exp": torch.exp, "Erf": torch.erf, "Gelu": F.gelu, "HardSwish": F.hardswish, "Neg": torch.neg,
    "Relu": F.relu, "Sigmoid": torch.sigmoid, "Softplus": F.softplus, "Tanh": torch.tanh,
}.items():
    add(op, function, [ties])
for op, function in {"Log": torch.log, "Sqrt": torch.sqrt, "Reciprocal": torch.reciprocal}.items():
    add(op, function, [draw(5, positive=True)])
add("Elu", lambda x: F.elu(x, 0.5), [ties], alpha=0.5)
add("LeakyRelu", lambda x: F.leaky_relu(x, 0.25), [ties], alpha=0.25)
add("Clip", lambda x: torch.clamp(x, -0.5, 1.0), [ties], min=-0.5, max=1.0)

for op, function in {"Add": torch.add, "Sub": torch.sub, "Mul": torch.mul, "Div": torch.div, "Pow": torch.pow}.items():
    add(op, function, [draw(2, 3, positive=True), draw(3, positive=True)])
    add(op, function, [draw(2, 1, positive=True), draw(3, 1, 2, positive=True)])
tied = [torch.tensor([1.0, 2.0, 3.0]), torch.tensor([[2.0, 2.0, 2.0], [1.0, 3.0, 3.0]])]
add("Max", torch.maximum, tied)
add("Min", torch.minimum, tied)

for axes, keepdims in [([1], False), ([0, 2], True), ([0, 1, 2], False)]:
    settings = {"axes": axes, "keepdims": keepdims}
    x = draw(2, 3, 2)
    add("ReduceSum", lambda v: v.sum(axes, keepdim=keepdims), [x], **settings)
    add("ReduceMean", lambda v: v.mean(axes, keepdim=keepdims), [x], **settings)
    add("ReduceSumSquare", lambda v: (v * v).sum(axes, keepdim=keepdims), [x], **settings)
    add("ReduceMax", lambda v: v.amax(axes, keepdim=keepdims), [(x * 2).round()], **settings)

for axis in (0, 1):
    add("Softmax", lambda x: F.softmax(x, axis), [draw(2, 4)], axis=axis)
    add("LogSoftmax", lambda x: F.log_softmax(x, axis), [draw(2, 4) * 20], axis=axis)
add("Standardize", lambda x: F.layer_norm(x, (3, 2), eps=1e-3), [draw(2, 3, 2)], axes=[1, 2], epsilon=1e-3)
add("BatchNormalizationTraining", lambda x, w, b: F.batch_norm(x, None, None, w, b, True, 0.1, 1e-3), [draw(2, 3, 2, 2), draw(3), draw(3)], epsilon=1e-3)
add("MatMul", torch.matmul, [draw(2, 2, 3), draw(3, 2)])
add("MatMul", torch.matmul, [draw(2, 1, 2, 3), draw(3, 3, 2)])
add("Gemm", lambda a, b, c: F.linear(a, b, c), [draw(2, 3), draw(4, 3), draw(4)], transA=False, transB=True)
add("Transpose", lambda x: x.permute(2, 0, 1), [draw(2, 3, 2)], perm=[2, 0, 1])
add("Concat", lambda a, b: torch.cat([a, b], 1), [draw(2, 1), draw(2, 3)], axis=1)
add("Slice", lambda x: x[:, 1:6:2], [draw(2, 7)], starts=[1], ends=[6], axes=[1], steps=[2])
add("Reverse", lambda x: x.flip(1), [draw(2, 3)], axes=[1])
add("Pad", lambda x: F.pad(x, (1, 2, 0, 1), value=0.5), [draw(2, 3)], pads=[0, 1, 1, 2], value=0.5)
add("GlobalAveragePool", lambda x: F.adaptive_avg_pool2d(x, 1), [draw(1, 2, 2, 3)])


def conv(x, weight, strides, pads, dilations, group, bias=True):
    operands = [draw(*x), draw(*weight)] + ([draw(weight[0])] if bias else [])
    rank = len(strides)
    padding = [pads[axis + side * rank] for axis in reversed(range(rank)) for side in (0, 1)]
    function = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}[rank]
    add("Conv", lambda v, w, b=None: function(F.pad(v, padding), w, b, strides, 0, dilations, group), operands,
        strides=strides, pads=pads, dilations=dilations, group=group)


conv((2, 2, 4, 5), (3, 2, 3, 3), [1, 1], [0, 0, 0, 0], [1, 1], 1)
conv((1, 2, 6, 5), (2, 2, 3, 2), [2, 3], [1, 0, 2, 1], [2, 1], 1)
conv((2, 4, 4, 4), (4, 2, 2, 2), [2, 2], [0, 1, 1, 0], [1, 1], 2, bias=False)
conv((1, 3, 5, 5), (3, 1, 3, 3), [1, 1], [1, 1, 1, 1], [1, 1], 3, bias=False)
conv((2, 2, 7), (2, 2, 3), [2], [2, 0], [2], 1)
conv((1, 1, 3, 3, 4), (2, 1, 2, 2, 3), [1, 2, 1], [0, 1, 0, 1, 0, 1], [1, 1, 1], 1, bias=False)


def conv_transpose(x, weight, strides, padding, dilations, group, output_padding):
    operands = [draw(*x), draw(*weight), draw(weight[1] * group)]
    add("ConvTranspose", lambda v, w, b: F.conv_transpose2d(v, w, b, strides, padding, output_padding, group, dilations), operands,
        strides=strides, pads=padding + padding, dilations=dilations, group=group, outputPadding=output_padding)


conv_transpose((1, 2, 3, 3), (2, 2, 3, 3), [2, 2], [1, 1], [1, 1], 1, [1, 1])
conv_transpose((2, 4, 2, 3), (4, 1, 2, 2), [1, 3], [0, 0], [2, 1], 2, [0, 2])

pooling = {"kernel": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1], "dilations": [1, 1]}
for image in (draw(1, 2, 5, 4), torch.ones(1, 1, 4, 5), draw(1, 1, 5, 5).round()):
    add("MaxPool", lambda x: F.max_pool2d(x, 3, 2, 1), [image], **pooling)
add("MaxPool", lambda x: F.max_pool2d(x, 2, 1, 0, (2, 3)), [draw(1, 1, 5, 5).round()], kernel=[2, 2], strides=[1, 1], pads=[0, 0, 0, 0], dilations=[2, 3])
for counted in (False, True):
    add("AveragePool", lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=counted), [draw(1, 2, 5, 4)], **pooling, countPadding=counted)
add("Resize", lambda x: F.interpolate(x, scale_factor=(2, 3), mode="nearest"), [draw(1, 2, 2, 2)], scales=[2, 3], mode="nearest")
add("Resize", lambda x: F.interpolate(x, scale_factor=(2, 3), mode="bilinear", align_corners=False), [draw(1, 2, 3, 2)], scales=[2, 3], mode="linear")

for mode, name in (("reflect", "reflect"), ("edge", "replicate"), ("wrap", "circular")):
    add("Pad", lambda x: F.pad(x, (1, 2, 2, 0), mode=name), [draw(1, 2, 3, 4)], pads=[0, 0, 2, 1, 0, 0, 0, 2], value=0, mode=mode)
for op, function in {"Sin": torch.sin, "Cos": torch.cos, "Atan": torch.atan}.items():
    add(op, function, [ties])
add("Take", lambda x: x[:, [2, 0, 2, 1]], [draw(2, 3, 2)], axis=1, indices=[2, 0, 2, 1])
words = torch.tensor([[3, 1], [3, 0]])
add("Gather", lambda x: x[words], [draw(4, 2)], words)
add("GatherElements", lambda x: torch.gather(x, 1, words), [draw(2, 4)], words, axis=1)
add("GatherRows", lambda x: x[torch.arange(2)[:, None], words], [draw(2, 4, 3)], words)
add("TopK", lambda x: torch.topk(x, 2, 1)[0], [draw(2, 5, 2)], axis=1, k=2)

print("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries) + "\n]")
