import type { PythonPart, TorchRule } from './torch-rule';

/** Losses over the pixels of a mask: `engine/losses/define-pixel-loss.ts` and the files that use it. */
const PIXELS: PythonPart = {
  code: String.raw`LEAST = 1e-7


def pixel_loss(target, scores, truth):
    """scores: N×C×H×W, or one score per pixel for yes and no; truth: N×H×W, the class of every pixel, -1 where none counts."""
    name, options = target['loss'], target['options']
    is_yes_or_no = scores.shape[1] == 1
    classes = 2 if is_yes_or_no else scores.shape[1]
    if name.endswith('-probabilities'):
        name = name[:-len('-probabilities')]
        chances = torch.cat([1 - scores, scores], 1) if is_yes_or_no else scores
        logs = chances.clamp(LEAST, 1).log()
    else:
        # One score z is 0 for no and z for yes.
        scores = torch.cat([torch.zeros_like(scores), scores], 1) if is_yes_or_no else scores
        chances, logs = scores.softmax(1), scores.log_softmax(1)
    counts = (truth >= 0)[:, None].float()
    hot = F.one_hot(truth.clamp(min=0), classes).movedim(-1, 1).float() * counts
    weights = torch.tensor(options['classWeights'] or [1.0] * classes, device=scores.device)[:, None, None]

    def likelihood():
        """Of each picture: minus the logarithms of its pixels, and their weight."""
        smoothing = options['labelSmoothing']
        spread = hot * (1 - smoothing) + counts * smoothing / classes
        return -(spread * weights * logs).sum((1, 2, 3)), (hot * weights).sum((1, 2, 3)).clamp(min=LEAST)

    def dice():
        """Of each picture: 1 less the overlap of the classes that it has."""
        answer, there = (chances * counts).sum((2, 3)), hot.sum((2, 3))
        overlap = 2 * (chances * hot).sum((2, 3)) / (answer + there).clamp(min=LEAST)
        counted = (there > 0) * weights.flatten()
        return (counted * (1 - overlap)).sum(1) / counted.sum(1).clamp(min=LEAST)

    if name == 'dice':
        return dice().mean()
    if name == 'focal':
        unsure = (1 - logs.exp()).clamp(min=LEAST) ** options['focus']
        return -(hot * weights * unsure * logs).sum() / (hot * weights).sum((1, 2, 3)).clamp(min=LEAST).sum()
    loss, weight = likelihood()
    if name == 'pixel-cross-entropy':
        return loss.sum() / weight.sum()
    return ((1 - options['diceShare']) * loss / weight + options['diceShare'] * dice()).mean()
`,
};

const VALUES: PythonPart = {
  code: String.raw`def value_loss(target, scores, truth):
    name, options = target['loss'], target['options']
    rows = (lambda values: values.flatten(1).sum(1)) if options['reduction'] == 'sum' else (lambda values: values.flatten(1).mean(1))
    if name.startswith('cross-entropy'):
        logs = F.log_softmax(scores, 1) if name == 'cross-entropy' else scores.clamp(1e-7, 1).log()
        hot = F.one_hot(truth, scores.shape[1]).float()
        spread = hot * (1 - options['labelSmoothing']) + options['labelSmoothing'] / scores.shape[1]
        weights = torch.tensor(options['classWeights'] or [1.0] * scores.shape[1], device=scores.device)
        return -(spread * weights * logs).sum() / (hot * weights).sum()
    if name == 'binary-cross-entropy':
        return rows(F.binary_cross_entropy_with_logits(scores, truth, reduction='none')).mean()
    if name == 'binary-cross-entropy-probabilities':
        return rows(F.binary_cross_entropy(scores.clamp(1e-7, 1 - 1e-7), truth, reduction='none')).mean()
    if name == 'half-squared-error':
        return ((scores - truth) ** 2).flatten(1).sum(1).mean() / 2
    if name == 'mean-squared-error':
        return F.mse_loss(scores, truth)
    if name == 'mean-absolute-error':
        return F.l1_loss(scores, truth)
    if name == 'huber':
        return rows(F.huber_loss(scores, truth, reduction='none', delta=options['delta'])).mean()
    raise ValueError(f'The loss {name} is not written in PyTorch here.')
`,
};

export const outputRule: TorchRule = {
  calls: 'value_loss',
  reads: 'answer',
  ...VALUES,
};

export const maskRule: TorchRule = {
  calls: 'pixel_loss',
  reads: 'answer',
  ...PIXELS,
};
