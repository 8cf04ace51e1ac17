"""Trajectories of optimizers by PyTorch, in double precision, for tests/compile/optimizers.test.ts.

    /usr/bin/python3 scripts/reference-optimizers.py > tests/reference/optimizers.json

The loss is Σ ½·c·(w − t)²: its gradient c·(w − t) is a vector that the test can work out without the compiler.
"""
import json

import torch

torch.set_default_dtype(torch.float64)
START = [1.0, -2.0, 0.5, 0.0]
CURVATURE = [1.0, 0.5, 4.0, 0.25]
GOAL = [0.25, 1.0, 0.5, -3.0]
RATE = 0.125
STEPS = 5

MAKERS = {
    "sgd": (torch.optim.SGD, {}, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.8}, {"momentum": 0.8}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.8, "nesterov": True}, {"momentum": 0.8}),
    "rmsprop": (torch.optim.RMSprop, {"alpha": 0.9, "eps": 1e-6}, {"decay": 0.9, "epsilon": 1e-6}),
    "adagrad": (torch.optim.Adagrad, {"eps": 1e-8}, {"epsilon": 1e-8}),
    "adam": (torch.optim.Adam, {"betas": (0.8, 0.95), "eps": 1e-6}, {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6}),
    "adamw": (torch.optim.AdamW, {"betas": (0.8, 0.95), "eps": 1e-6, "weight_decay": 0.1},
              {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6, "weightDecay": 0.1}),
}


class Muon(torch.optim.Optimizer):
    """As its authors describe it, on matrices and kernels alone; a step is 0.2·√(longer side) times the orthogonal matrix (Liu et al. 2025)."""

    def __init__(self, weights, lr, momentum, weight_decay):
        super().__init__(weights, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    def step(self):
        group = self.param_groups[0]
        for weight in group["params"]:
            momentum = self.state[weight].setdefault("momentum", torch.zeros_like(weight))
            momentum.mul_(group["momentum"]).add_(weight.grad)
            update = weight.grad + group["momentum"] * momentum
            left, sigma, right = torch.linalg.svd(update.flatten(1), full_matrices=False)
            sigma = sigma / (sigma.norm() + 1e-7)
            for _ in range(5):
                sigma = 3.4445 * sigma - 4.775 * sigma**3 + 2.0315 * sigma**5
            straight = (left @ torch.diag(sigma) @ right).view_as(weight)
            with torch.no_grad():
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                weight.sub_(group["lr"] * 0.2 * max(update.flatten(1).shape) ** 0.5 * straight)


ADAMW_PART = {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6, "weightDecay": 0.1}


def trajectory(kind, options, shape=(4,)):
    weights = torch.tensor(START).view(shape).requires_grad_()
    optimizer = kind([weights], lr=RATE, **options)
    points = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        (0.5 * torch.tensor(CURVATURE) * (weights.flatten() - torch.tensor(GOAL)) ** 2).sum().backward()
        optimizer.step()
        points.append([float(f"{value:.10g}") for value in weights.flatten().tolist()])
    return points


# L2 regularization is the weight_decay of torch.optim.SGD, and so on for all but AdamW.
runs = [{"name": name, "settings": settings, "l2": 0, "points": trajectory(kind, options)} for name, (kind, options, settings) in MAKERS.items()]
runs += [
    {"name": name, "settings": MAKERS[name][2], "l2": 0.3, "points": trajectory(MAKERS[name][0], {**MAKERS[name][1], "weight_decay": 0.3})}
    for name in ("sgd", "nesterov", "adam")
]
runs += [
    {"name": "muon", "settings": {"momentum": 0.8, "weightDecay": 0.1}, "l2": 0, "shape": shape, "points": trajectory(Muon, {"momentum": 0.8, "weight_decay": 0.1}, shape)}
    for shape in ([2, 2], [4, 1], [2, 1, 2, 1])
]
# What is no matrix, AdamW.
runs += [{"name": "muon", "settings": ADAMW_PART, "l2": 0, "shape": shape, "points": trajectory(MAKERS["adamw"][0], MAKERS["adamw"][1], shape)} for shape in ([4], [1, 4])]
print(json.dumps({"start": START, "curvature": CURVATURE, "goal": GOAL, "rate": RATE, "runs": runs}, indent=1))
