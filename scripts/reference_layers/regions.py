"""Layers that look into regions: centre x, centre y, width, height in pixels. Written with loops, point by point."""
import math

import torch


def add(case, values, mask):
    def bilinear(x, row, column):
        """The maps x [C, H, W] at a point between their cells; nothing more than one cell outside them."""
        height, width = x.shape[1:]
        if row < -1 or row > height or column < -1 or column > width:
            return torch.zeros(x.shape[0]).double()
        row, column = row.clamp(0, height - 1), column.clamp(0, width - 1)
        top, left = min(int(row), height - 1), min(int(column), width - 1)
        below, right = min(top + 1, height - 1), min(left + 1, width - 1)
        down, across = row - top, column - left
        upper = x[:, top, left] * (1 - across) + x[:, top, right] * across
        lower = x[:, below, left] * (1 - across) + x[:, below, right] * across
        return upper * (1 - down) + lower * down

    def roi_align(x, regions, size, stride, samples, aligned):
        shift = 0.5 if aligned else 0

        def points(centre, extent, bins, index):
            start, reach = (centre - extent / 2) / stride - shift, extent / stride
            if not aligned:
                reach = reach.clamp(min=1)
            return [start + reach / bins * (index + (t + 0.5) / samples) for t in range(samples)]

        def cell(sample, region, i, j):
            cx, cy, w, h = region
            rows, columns = points(cy, h, size[0], i), points(cx, w, size[1], j)
            return sum(bilinear(sample, row, column) for row in rows for column in columns) / samples ** 2

        return torch.stack([
            torch.stack([torch.stack([torch.stack([cell(sample, region, i, j) for j in range(size[1])], 1) for i in range(size[0])], 1) for region in own])
            for sample, own in zip(x, regions)
        ])

    def roi_pool(x, regions, size, stride):
        def parts(centre, extent, bins, cells):
            nearest = lambda edge: min(max(math.floor(edge / stride + 0.5), 0), cells - 1)
            first, last = nearest(float(centre - extent / 2)), nearest(float(centre + extent / 2))
            length = max(last - first + 1, 1)
            return [slice(first + index * length // bins, first - (-(index + 1) * length // bins)) for index in range(bins)]

        return torch.stack([
            torch.stack([
                torch.stack([
                    torch.stack([sample[:, rows, columns].amax((1, 2)) for columns in parts(region[0], region[2], size[1], x.shape[3])], 1)
                    for rows in parts(region[1], region[3], size[0], x.shape[2])
                ], 1)
                for region in own
            ])
            for sample, own in zip(x, regions.detach())
        ])

    for aligned in [True, False]:
        for samples in [1, 2]:
            case('roi-align', {'size': [2, 3], 'stride': 0.5, 'samples': samples, 'aligned': aligned}, [[2, 2, 5, 4], [2, 2, 4]],
                 call=lambda m, x, r: roi_align(x, r, (2, 3), 0.5, samples, aligned))
    case('roi-align', {'size': [3, 3], 'stride': 0.3}, [[1, 1, 9, 9], [1, 3, 4]], call=lambda m, x, r: roi_align(x, r, (3, 3), 0.3, 2, True))
    case('roi-pool', {'size': [2, 3], 'stride': 0.4}, [[2, 2, 6, 5], [2, 2, 4]], call=lambda m, x, r: roi_pool(x, r, (2, 3), 0.4))
    case('roi-pool', {'size': [4, 1], 'stride': 0.2}, [[1, 2, 7, 8], [1, 3, 4]], call=lambda m, x, r: roi_pool(x, r, (4, 1), 0.2))
