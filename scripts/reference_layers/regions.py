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

    def overlap(a, b):
        across = min(a[0] + a[2] / 2, b[0] + b[2] / 2) - max(a[0] - a[2] / 2, b[0] - b[2] / 2)
        down = min(a[1] + a[3] / 2, b[1] + b[3] / 2) - max(a[1] - a[3] / 2, b[1] - b[3] / 2)
        shared = max(across, 0) * max(down, 0)
        return shared / (a[2] * a[3] + b[2] * b[3] - shared)

    def proposals(picture, scores, shifts, scales, ratios, count, candidates, threshold):
        """Greedy suppression over a sorted list, anchor by anchor."""
        height, width = picture.shape[2:]
        rows, columns = scores.shape[2:]
        sides = [(scale / math.sqrt(ratio), scale * math.sqrt(ratio)) for scale in scales for ratio in ratios]
        regions, anchors = [], []
        for sample in range(len(scores)):
            found = []
            for index, (wide, tall) in enumerate(sides):
                for i in range(rows):
                    for j in range(columns):
                        anchor = [(j + 0.5) * width / columns, (i + 0.5) * height / rows, wide, tall]
                        dx, dy, dw, dh = shifts[sample, 4 * index:4 * index + 4, i, j]
                        anchors.append(torch.cat([torch.tensor(anchor).double(), scores[sample, index, i, j][None], shifts[sample, 4 * index:4 * index + 4, i, j]]))
                        x, y, w, h = anchor[0] + dx * wide, anchor[1] + dy * tall, wide * dw.exp(), tall * dh.exp()
                        left, right = [min(max(float(edge), 0), width) for edge in (x - w / 2, x + w / 2)]
                        top, bottom = [min(max(float(edge), 0), height) for edge in (y - h / 2, y + h / 2)]
                        found.append((float(scores[sample, index, i, j]), [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top]))
            found.sort(key=lambda entry: -entry[0])
            kept = []
            for _, box in found[:candidates]:
                if box[2] * box[3] > 0 and all(overlap(box, other) <= threshold for other in kept):
                    kept.append(box)
            regions += (kept + [[0.0] * 4] * count)[:count]
        shape = (len(scores), -1)
        return torch.tensor(regions).double().reshape(*shape, 4), torch.stack(anchors).reshape(*shape, 9)

    for count, candidates, threshold in [(5, 12, 0.3), (9, 30, 0.6), (12, 12, 0.1)]:
        case('region-proposals', {'scales': [4, 9], 'ratios': [0.5, 1], 'count': count, 'candidates': candidates, 'threshold': threshold},
             [[2, 3, 16, 24], [2, 4, 2, 3], [2, 16, 2, 3]],
             call=lambda m, p, s, t: proposals(p, s, t, [4, 9], [0.5, 1], count, candidates, threshold))

    def answer(regions, classes, shifts):
        """Loops over regions; the background is the last class."""
        rows = []
        for region, scores, shift in zip(regions.flatten(0, 1), classes.flatten(0, 1), shifts.flatten(0, 1)):
            x, y, w, h = region
            dx, dy, dw, dh = shift
            box = torch.stack([x + w * dx / 10, y + h * dy / 10, w * torch.exp(dw / 5), h * torch.exp(dh / 5)])
            chances = torch.exp(scores) / torch.exp(scores).sum()
            rows.append(torch.cat([box, chances[:-1] if region[2] > 0 else chances[:-1] * 0]))
        return torch.stack(rows).reshape(*regions.shape[:2], -1)

    stage = [[2, 3, 4], [2, 3, 4], [2, 3, 4]]
    case('fast-rcnn-head', {'classes': 3}, stage, call=lambda m, r, c, s: answer(r, c, s))
    case('faster-rcnn-head', {'classes': 3}, [[2, 6, 9], *stage], call=lambda m, a, r, c, s: answer(r, c, s))

    def masked(regions, classes, shifts, masks):
        """Each pixel of each shifted box, read between the pixels of the region's mask; nothing outside."""
        boxes = answer(regions, classes, shifts)
        side = masks.shape[-1]
        rows = []
        for n in range(len(regions)):
            for k in range(regions.shape[1]):
                chances = torch.nn.functional.pad(torch.sigmoid(masks[n, 0, k]), (1, 1, 1, 1))
                pixels = []
                for i in range(side):
                    for j in range(side):
                        places = []
                        for axis, cell in ((1, i), (0, j)):
                            at = boxes[n, k, axis] + boxes[n, k, axis + 2] * ((cell + 0.5) / side - 0.5)
                            reach = regions[n, k, axis + 2].clamp(min=1e-3)
                            places.append((at - regions[n, k, axis]) / reach * side + side / 2 + 0.5)
                        value = 0
                        for p in range(side + 2):
                            for q in range(side + 2):
                                value = value + chances[p, q] * (1 - (places[0] - p).abs()).clamp(min=0) * (1 - (places[1] - q).abs()).clamp(min=0)
                        pixels.append(value)
                rows.append(torch.stack(pixels))
        return torch.cat([boxes, torch.stack(rows).reshape(*regions.shape[:2], -1)], 2)

    for side in [2, 3]:
        case('mask-rcnn-head', {'classes': 3, 'pixels': 4}, [[2, 6, 9], *stage, [2, 1, 3, side, side]], call=lambda m, a, r, c, s, k: masked(r, c, s, k))

    def windows(x, sizes, ratios, step):
        found = []
        for size in sizes:
            for ratio in ratios:
                width, height = size / math.sqrt(ratio), size * math.sqrt(ratio)
                columns, rows = 1, 1
                while width + columns * step * width <= x.shape[3]:
                    columns += 1
                while height + rows * step * height <= x.shape[2]:
                    rows += 1
                left, top = (x.shape[3] - width - (columns - 1) * step * width) / 2, (x.shape[2] - height - (rows - 1) * step * height) / 2
                found += [[left + j * step * width + width / 2, top + i * step * height + height / 2, width, height] for i in range(rows) for j in range(columns)]
        return torch.tensor([found] * len(x)).double()

    for sizes, ratios, step in [([4], [1], 0.5), ([3, 6], [0.5, 1, 2], 0.4)]:
        case('sliding-windows', {'sizes': sizes, 'ratios': ratios, 'step': step}, [[2, 3, 10, 13]], call=lambda m, x: windows(x, sizes, ratios, step))

    class Background(torch.nn.Module):
        def __init__(self, momentum):
            super().__init__()
            self.momentum = momentum
            self.register_buffer('running_mean', torch.zeros(2, 3, 4))

        def forward(self, x, threshold):
            mean = self.running_mean.clone()
            if self.training:
                self.running_mean = (1 - self.momentum) * mean + self.momentum * x.detach().sum(0) / len(x)
            far = torch.zeros(len(x), 1, 3, 4).double()
            for channel in range(2):
                far[:, 0] += ((x[:, channel] > mean[channel] + threshold) | (x[:, channel] < mean[channel] - threshold)).double()
            return far.clamp(max=1)

    for train, frozen in [(True, False), (False, False), (True, True)]:
        case('background-subtraction', {'threshold': 0.6, 'momentum': 0.3}, [[3, 2, 3, 4]], Background(0.3), lambda m, x: m(x, 0.6), train=train, frozen=frozen)
