#!/usr/bin/env python3
"""How hard a generator is: logistic regression and LeNet-5 on written samples, scored on the held-out splits.

    npm run -s layerloom -- data digits --out /tmp/digits --count 6000 --seed 1
    /usr/bin/python3 scripts/measure-generator.py /tmp/digits --epochs 3 --seeds 1 2 3

Needs Debian's python3-torch and python3-numpy only, so it reads the PNG files (8-bit grey or RGB) itself.
"""
import argparse
import struct
import zlib
from pathlib import Path

import numpy
import torch
from torch import nn

LEARNING_RATE = 1e-3
BATCH = 64
LINEAR_EPOCHS = 25
LINEAR_DECAY = 1e-4


def read_png(path):
    data = path.read_bytes()
    width, height, depth, colour = struct.unpack('>IIBB', data[16:26])
    if depth != 8 or colour not in (0, 2):
        raise SystemExit(f'{path}: only 8-bit grey and RGB')
    channels = 1 if colour == 0 else 3
    packed, at = b'', 8
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IDAT':
            packed += data[at + 8:at + 8 + length]
        at += length + 12
    rows = numpy.frombuffer(zlib.decompress(packed), numpy.uint8).reshape(height, 1 + width * channels)
    if rows[:, 0].any():
        raise SystemExit(f'{path}: filtered rows; write the files with layerloom data')
    return rows[:, 1:].reshape(height, width, channels).transpose(2, 0, 1)


def read_split(folder, classes):
    images, labels = [], []
    for label, name in enumerate(classes):
        for path in sorted((folder / name).glob('*.png')):
            images.append(read_png(path))
            labels.append(label)
    return torch.tensor(numpy.stack(images), dtype=torch.float32) / 255, torch.tensor(labels)


def accuracy(network, split):
    images, labels = split
    with torch.no_grad():
        return (network(images).argmax(1) == labels).float().mean().item()


def train(network, split, epochs, decay=0.0):
    """Yields after every epoch."""
    images, labels = split
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, weight_decay=decay)
    for _ in range(epochs):
        for rows in torch.randperm(len(images)).split(BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(images[rows]), labels[rows]).backward()
            optimizer.step()
        yield


def lenet(shape, classes):
    channels, height, width = shape
    features = 16 * ((height // 2 - 4) // 2) * ((width // 2 - 4) // 2)
    network = nn.Sequential(
        nn.Conv2d(channels, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(features, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, classes))
    for layer in network:
        if hasattr(layer, 'weight'):
            # LayerLoom's defaults.
            nn.init.kaiming_uniform_(layer.weight, nonlinearity='relu')
            nn.init.zeros_(layer.bias)
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folder', type=Path)
    parser.add_argument('--epochs', type=int, default=3)
    parser.add_argument('--seeds', type=int, nargs='+', default=[1])
    options = parser.parse_args()
    classes = sorted(path.name for path in (options.folder / 'train').iterdir())
    fit, validation, test = (read_split(options.folder / name, classes) for name in ('train', 'validation', 'test'))
    shape = fit[0].shape[1:]

    torch.manual_seed(1)
    linear = nn.Sequential(nn.Flatten(), nn.Linear(shape.numel(), len(classes)))
    scores = [(accuracy(linear, validation), accuracy(linear, test)) for _ in train(linear, fit, LINEAR_EPOCHS, LINEAR_DECAY)]
    print('logistic, best of %d epochs: validation %.3f, test %.3f' % (LINEAR_EPOCHS, *map(max, zip(*scores))), flush=True)
    for seed in options.seeds:
        torch.manual_seed(seed)
        network = lenet(shape, len(classes))
        for _ in train(network, fit, options.epochs):
            pass
        print('LeNet-5, %d epochs, seed %d: validation %.3f, test %.3f' % (
            options.epochs, seed, accuracy(network, validation), accuracy(network, test)), flush=True)


main()
