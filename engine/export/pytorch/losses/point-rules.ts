/** The losses of layers that answer with points, as `engine/layers/point-comparison.ts` and its users have them. */
import type { PythonPart, TorchRule } from './torch-rule';

const COMPARISON: PythonPart = {
  code: String.raw`def compare_points(places, seen, truth, options):
    """places: N×K×3 in pixels of the network's input; seen: N×K×1, logits; truth: N×K×4. One loss per row."""
    size, width = (places - truth[..., :3]).abs(), options['width']
    curved = size.clamp(max=width)
    if options['distance'] == 'squared':
        away = size ** 2 / 2
    elif options['distance'] == 'smooth-l1':
        away = curved ** 2 / (2 * width) + size - curved
    else:
        away = width * torch.log(1 + curved / (0.2 * width)) + size - curved
    depth = torch.tensor([1.0, 1.0, options['depthWeight']], device=places.device)
    visibility = truth[..., 3:]
    counts = visibility * (1 - options['hiddenWeight']) + options['hiddenWeight']
    error = (away * depth).sum(2, keepdim=True) * counts
    guess = F.softplus(seen) - seen * visibility
    return (error + options['visibilityWeight'] * guess).mean((1, 2))
`,
};

export const landmarkRule: TorchRule = {
  calls: 'landmark_loss',
  reads: 'inputs-behind-picture',
  needs: [COMPARISON],
  code: String.raw`def landmark_loss(target, found, truth):
    """found: four numbers per point: x and y from the middle and depth, as shares of the picture, then a logit."""
    (height, width), values = target['picture'], found[0].reshape(len(truth), -1, 4)
    middle, scale = (torch.tensor(row, device=values.device) for row in ([0.5, 0.5, 0.0], [float(width), float(height), float(width)]))
    return compare_points((values[..., :3] + middle) * scale, values[..., 3:], truth, target['options']).mean()
`,
};

export const heatmapRule: TorchRule = {
  calls: 'heatmap_loss',
  reads: 'inputs-behind-picture',
  needs: [COMPARISON],
  code: String.raw`def heatmap_loss(target, found, truth):
    """found: three maps per point: where it is, its depth, and whether it is seen."""
    options, (height, width) = target['options'], target['picture']
    heat, depth, seen = found[0].unflatten(1, (3, -1)).unbind(1)
    down, across = heat.shape[2:]
    xs = (torch.arange(across, device=heat.device) + 0.5) * width / across
    ys = (torch.arange(down, device=heat.device) + 0.5) * height / down
    chances = (heat.flatten(2) * options['sharpness']).softmax(2).view_as(heat)
    x, y = (chances.sum(2) * xs).sum(2), (chances.sum(3) * ys).sum(2)
    places = torch.stack([x, y, (chances * depth).sum((2, 3)) * width], 2)

    def hill(middles, at, count, length):
        return torch.exp(-(((middles - at) * count / length) ** 2) / (2 * options['deviation'] ** 2))

    hills = hill(ys, truth[..., 1:2], down, height)[..., None] * hill(xs, truth[..., :1], across, width)[:, :, None]
    error = ((heat - hills) ** 2).sum((2, 3)).mean(1)
    distance = compare_points(places, (chances * seen).sum((2, 3))[..., None], truth, options)
    return (distance + options['mapWeight'] * error).mean()
`,
};
