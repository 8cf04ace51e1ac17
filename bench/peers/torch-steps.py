"""One training step of each case in PyTorch: torch-steps.py CASE THREADS [SECONDS] prints one JSON line."""
import json
import math
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn


def draw(key, count):
    """The hash of start-values.mjs."""
    x = np.arange(count, dtype=np.uint32) + np.uint32(key * 0x9E3779B9 & 0xFFFFFFFF)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return x / 2.0**32


def blas_library():
    """The BLAS the process loaded: Debian's reference BLAS is 30 times slower than OpenBLAS and would flatter us."""
    lines = Path("/proc/self/maps").read_text().splitlines() if sys.platform == "linux" else []
    return next((line.split()[-1] for line in lines if "blas" in line.rsplit("/", 1)[-1]), "unknown")


class Residual(nn.Module):
    def __init__(self, channels, out, stride):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(channels, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU(inplace=True),
            nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out),
        )
        plain = channels == out and stride == 1
        self.shortcut = nn.Sequential() if plain else nn.Sequential(
            nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        return torch.relu(self.main(x) + self.shortcut(x))


def build(case):
    shape = list(case["input"])
    layers = []
    for kind, *args in case["layers"]:
        channels = shape[0]
        if kind == "dense":
            layers.append(nn.Linear(channels, args[0]))
            shape = [args[0]]
        elif kind == "conv":
            out, kernel, stride, pad, groups, bias = args
            layers.append(nn.Conv2d(channels, out, kernel, stride, pad, groups=groups, bias=bias))
            shape = [out] + [(size + 2 * pad - kernel) // stride + 1 for size in shape[1:]]
        elif kind == "batchnorm":
            layers.append(nn.BatchNorm2d(channels))
        elif kind == "relu":
            layers.append(nn.ReLU(inplace=True))
        elif kind == "maxpool":
            layers.append(nn.MaxPool2d(2))
            shape = [channels] + [size // 2 for size in shape[1:]]
        elif kind == "flatten":
            layers.append(nn.Flatten())
            shape = [math.prod(shape)]
        elif kind == "globalavg":
            layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
            shape = [channels]
        elif kind == "residual":
            out, stride = args
            layers.append(Residual(channels, out, stride))
            shape = [out] + [size // stride for size in shape[1:]]
        elif kind == "separable":
            out, stride = args
            layers += [
                nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False),
                nn.BatchNorm2d(channels), nn.ReLU(inplace=True),
                nn.Conv2d(channels, out, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU(inplace=True),
            ]
            shape = [out] + [size // stride for size in shape[1:]]
        else:
            raise ValueError(kind)
    return nn.Sequential(*layers)


def set_start_values(model):
    with torch.no_grad():
        for number, parameter in enumerate(model.parameters()):
            if parameter.dim() > 1:
                limit = math.sqrt(3 / math.prod(parameter.shape[1:]))
                values = (2 * draw(number + 1, parameter.numel()) - 1) * limit
                parameter.copy_(torch.from_numpy(values.astype(np.float32)).reshape(parameter.shape))
        for module in model.modules():
            if getattr(module, "bias", None) is not None:
                module.bias.zero_()


def main(name, threads, seconds):
    torch.set_num_threads(threads)
    case = json.loads((Path(__file__).parent.parent / "cases.json").read_text())[name]
    model = build(case)
    set_start_values(model)
    count = sum(parameter.numel() for parameter in model.parameters())
    if count != case["parameters"]:
        raise SystemExit(f"{name} has {count} parameters, not {case['parameters']}")
    pictures = torch.from_numpy((2 * draw(1000, case["batch"] * math.prod(case["input"])) - 1).astype(np.float32))
    pictures = pictures.reshape(case["batch"], *case["input"])
    labels = torch.from_numpy(np.floor(10 * draw(2000, case["batch"])).astype(np.int64))
    optimizer_class = torch.optim.SGD if case["optimizer"] == "sgd" else torch.optim.Adam
    optimizer = optimizer_class(model.parameters(), lr=case["rate"])
    criterion = nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(pictures), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    losses = [step() for _ in range(5)]
    times = []
    processor_times = []
    end = time.perf_counter() + seconds
    while len(times) < 12 or time.perf_counter() < end and len(times) < 1000:
        start, used = time.perf_counter(), time.process_time()
        step()
        times.append((time.perf_counter() - start) * 1000)
        processor_times.append((time.process_time() - used) * 1000)
    print(json.dumps({
        "case": name, "threads": threads, "medianMs": statistics.median(times), "minMs": min(times), "cpuMs": statistics.median(processor_times),
        "steps": len(times), "losses": losses, "version": torch.__version__, "blas": blas_library(),
    }), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 1.0)
