#!/usr/bin/env python3
"""Learning rates of PyTorch's schedulers over 20 steps, frozen for tests/schedules:

    /usr/bin/python3 scripts/reference-schedules.py > tests/reference/schedules.json
"""
import json
import warnings

import torch
from torch.optim import lr_scheduler

warnings.filterwarnings("ignore")
STEPS, PER_EPOCH = 20, 5


def rates(make, per_epoch=False):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = make(optimizer)
    values = []
    for step in range(STEPS):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if not per_epoch or (step + 1) % PER_EPOCH == 0:
            scheduler.step()
    return values


def plateau():
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=2, threshold=1e-4)
    losses = [1.0, 0.9, 0.91, 0.92, 0.9, 0.95, 0.8, 0.85, 0.85, 0.85, 0.85]
    values = []
    for loss in losses:
        scheduler.step(loss)
        values.append(optimizer.param_groups[0]["lr"])
    return {"losses": losses, "rates": values}


print(json.dumps({
    "steps": STEPS,
    "stepsPerEpoch": PER_EPOCH,
    "step": rates(lambda o: lr_scheduler.StepLR(o, 2, 0.5), per_epoch=True),
    "cosine": rates(lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS, eta_min=0.1)),
    "one-cycle": rates(lambda o: lr_scheduler.OneCycleLR(o, 1.0, total_steps=STEPS, pct_start=0.3, div_factor=25, final_div_factor=1e4)),
    "on-plateau": plateau(),
}, indent=1))
