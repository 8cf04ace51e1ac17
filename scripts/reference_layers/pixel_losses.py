"""Losses over the pixels of a mask: PyTorch's own cross_entropy with ignore_index, and Dice and focal written out."""
import torch
import torch.nn.functional as F

SHAPE, CLASSES = [2, 3, 3, 4], 3


def mask(classes, shape):
    """Class indices with every seventh pixel left out (−1)."""
    batch, _, height, width = shape
    index = torch.arange(batch * height * width)
    labels = torch.where(index % 7 == 3, -1, (index * index + index // 3) % classes).reshape(batch, height, width)
    labels[-1][labels[-1] == classes - 1] = 0  # the last picture lacks the last class
    return labels


def hot_pixels(target, classes):
    return F.one_hot(target.clamp(min=0), classes).permute(0, 3, 1, 2) * (target >= 0)[:, None]


def cross_entropy(logs, target, weight, smoothing=0.0):
    hot = hot_pixels(target, logs.shape[1]).double()
    spread = hot * (1 - smoothing) + hot.sum(1, keepdim=True) * smoothing / logs.shape[1]
    return -(spread * weight[:, None, None] * logs).sum((1, 2, 3)), (hot * weight[:, None, None]).sum((1, 2, 3))


def dice(probabilities, target, weight):
    hot = hot_pixels(target, probabilities.shape[1]).double()
    answer = probabilities * hot.sum(1, keepdim=True)
    overlap = 2 * (answer * hot).sum((2, 3)) / (answer.sum((2, 3)) + hot.sum((2, 3)))
    counted = weight * (hot.sum((2, 3)) > 0)
    return ((1 - overlap) * counted).sum(1) / counted.sum(1)


def focal(logs, target, weight, focus):
    weights = hot_pixels(target, logs.shape[1]) * weight[:, None, None]
    return -(weights * (1 - logs.exp()) ** focus * logs).sum() / weights.sum()


def both(logs, probabilities, target, weight, share):
    losses, weights = cross_entropy(logs, target, weight)
    return ((1 - share) * losses / weights + share * dice(probabilities, target, weight)).mean()


def add(loss_case):
    for shape in [SHAPE, [2, 1, 3, 4]]:
        classes = max(2, shape[1])
        truth = mask(classes, shape)
        for weights in [None, [0.5, 2.0, 1.5][:classes]]:
            weight = torch.tensor(weights or [1.0] * classes).double()
            given = {'classWeights': weights} if weights else {}
            for suffix, source in [('', None), ('-probabilities', 'sigmoid' if shape[1] == 1 else 'softmax')]:
                def logs(x, source=source):
                    if source:
                        return torch.log(torch.cat([1 - x, x], 1) if x.shape[1] == 1 else x)
                    return torch.cat([F.logsigmoid(-x), F.logsigmoid(x)], 1) if x.shape[1] == 1 else F.log_softmax(x, 1)

                def pixels(x, t, smoothing=0.0, source=source, logs=logs):
                    if source is None and x.shape[1] > 1:  # PyTorch's own, to hold the formula against
                        return F.cross_entropy(x, t, weight, ignore_index=-1, label_smoothing=smoothing)
                    losses, counted = cross_entropy(logs(x), t, weight, smoothing)
                    return losses.sum() / counted.sum()

                def case(name, options, function):
                    loss_case(name + suffix, {**given, **options}, shape, function, probabilities=source, target=truth)

                case('pixel-cross-entropy', {}, pixels)
                case('pixel-cross-entropy', {'labelSmoothing': 0.1}, lambda x, t: pixels(x, t, 0.1))
                case('focal', {}, lambda x, t: focal(logs(x), t, weight, 2.0))
                case('focal', {'focus': 0.5}, lambda x, t: focal(logs(x), t, weight, 0.5))
                case('dice', {}, lambda x, t: dice(logs(x).exp(), t, weight).mean())
                case('cross-entropy-and-dice', {'diceShare': 0.3}, lambda x, t: both(logs(x), logs(x).exp(), t, weight, 0.3))
