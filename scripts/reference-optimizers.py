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


def trajectory(kind, options):
    weights = torch.tensor(START, requires_grad=True)
    optimizer = kind([weights], lr=RATE, **options)
    points = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        (0.5 * torch.tensor(CURVATURE) * (weights - torch.tensor(GOAL)) ** 2).sum().backward()
        optimizer.step()
        points.append([float(f"{value:.10g}") for value in weights.tolist()])
    return points


# L2 regularization is the weight_decay of torch.optim.SGD, and so on for all but AdamW.
runs = [{"name": name, "settings": settings, "l2": 0, "points": trajectory(kind, options)} for name, (kind, options, settings) in MAKERS.items()]
runs += [
    {"name": name, "settings": MAKERS[name][2], "l2": 0.3, "points": trajectory(MAKERS[name][0], {**MAKERS[name][1], "weight_decay": 0.3})}
    for name in ("sgd", "nesterov", "adam")
]
print(json.dumps({"start": START, "curvature": CURVATURE, "goal": GOAL, "rate": RATE, "runs": runs}, indent=1))
