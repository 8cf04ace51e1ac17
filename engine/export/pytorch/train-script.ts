/** train.py of a PyTorch project: reads project.json and data.json beside it. The same text for every network. */
export const TRAIN_SCRIPT = String.raw`"""Trains the network of model.py on the rows of data.json, as project.json says.

    python train.py                              on one processor or graphics card
    torchrun --nproc_per_node=4 train.py         on several (DistributedDataParallel), on any number of machines

Needs PyTorch and numpy. Pictures other than plain PNG need Pillow.
"""
import argparse
import json
import math
import os
import struct
import zlib
from pathlib import Path

import numpy
import torch
import torch.distributed as distributed
import torch.nn.functional as F
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, Dataset, DistributedSampler

from model import Net
from weights import load_weights, save_weights

HERE = Path(__file__).resolve().parent


def read_png(path):
    """Plain PNG files (8 bits, grey or colour, not interlaced), so that Pillow is not needed for them."""
    content = path.read_bytes()
    width, height, depth, colour, _, _, interlaced = struct.unpack('>IIBBBBB', content[16:29])
    if content[:8] != b'\x89PNG\r\n\x1a\n' or depth != 8 or colour not in (0, 2) or interlaced:
        raise ValueError(f'{path} needs Pillow: pip install pillow')
    packed, at = b'', 8
    while at < len(content):
        size, kind = struct.unpack('>I4s', content[at:at + 8])
        if kind == b'IDAT':
            packed += content[at + 8:at + 8 + size]
        at += size + 12
    channels = 3 if colour == 2 else 1
    rows = numpy.frombuffer(zlib.decompress(packed), dtype=numpy.uint8).reshape(height, 1 + width * channels)
    lines = numpy.zeros((height, width * channels), dtype=numpy.uint8)
    above = numpy.zeros(width * channels, dtype=numpy.uint8)
    for y in range(height):
        kind, line = rows[y, 0], rows[y, 1:].copy()
        if kind == 2:
            line += above
        elif kind != 0:
            for x in range(line.size):
                left = int(line[x - channels]) if x >= channels else 0
                corner = int(above[x - channels]) if x >= channels else 0
                up = int(above[x])
                if kind == 1:
                    guess = left
                elif kind == 3:
                    guess = (left + up) // 2
                else:
                    distances = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
                    guess = (left, up, corner)[distances.index(min(distances))]
                line[x] = (int(line[x]) + guess) & 255
        lines[y] = above = line
    return torch.from_numpy(lines.reshape(height, width, channels)).permute(2, 0, 1).float()


def read_picture(path):
    """Channels × height × width, 0 to 255."""
    try:
        from PIL import Image, ImageOps
    except ImportError:
        return read_png(path)
    with Image.open(path) as picture:
        picture = ImageOps.exif_transpose(picture)
        if picture.mode in ('RGBA', 'LA', 'P'):
            picture = picture.convert('RGBA')
            picture = Image.alpha_composite(Image.new('RGBA', picture.size, 'white'), picture)
        picture = picture.convert('L' if picture.mode in ('L', '1') else 'RGB')
        pixels = numpy.array(picture, dtype=numpy.float32)
    return torch.from_numpy(pixels if pixels.ndim == 3 else pixels[:, :, None]).permute(2, 0, 1)


def resize(picture, step):
    height, width = step['height'], step['width']
    _, old_height, old_width = picture.shape
    if (old_height, old_width) == (height, width):
        return picture

    def scaled(pixels, size):
        return F.interpolate(pixels[None], size=size, mode='bilinear', align_corners=False, antialias=True)[0]

    if step['mode'] == 'stretch':
        return scaled(picture, (height, width))
    scales = (height / old_height, width / old_width)
    if step['mode'] == 'crop':
        scale = max(scales)
        shown = (round(height / scale), round(width / scale))
        top, left = (old_height - shown[0]) // 2, (old_width - shown[1]) // 2
        return scaled(picture[:, top:top + shown[0], left:left + shown[1]], (height, width))
    scale = min(scales)
    inner = (max(1, round(old_height * scale)), max(1, round(old_width * scale)))
    top, left = (height - inner[0]) // 2, (width - inner[1]) // 2
    padding = (left, width - inner[1] - left, top, height - inner[0] - top)
    return F.pad(scaled(picture, inner), padding, value=step.get('fill', 0))


def grey(picture):
    weights = torch.tensor([0.299, 0.587, 0.114])
    return (picture * weights[:, None, None]).sum(0, keepdim=True)


def augment(picture, steps):
    """All that moves pixels is joined into one sampling; then colours and noise."""
    def uniform(low, high):
        return low + (high - low) * torch.rand(()).item()

    aspect = picture.shape[2] / picture.shape[1]
    mapping = torch.eye(3)
    for step in steps:
        kind = step['kind']
        move = torch.eye(3)
        if kind == 'flip-horizontal' and uniform(0, 1) < step['probability']:
            move[0, 0] = -1
        elif kind == 'flip-vertical' and uniform(0, 1) < step['probability']:
            move[1, 1] = -1
        elif kind == 'crop':
            side = uniform(step['smallest'], 1)
            move[0, 0] = move[1, 1] = side
            move[0, 2], move[1, 2] = uniform(side - 1, 1 - side), uniform(side - 1, 1 - side)
        elif kind == 'rotate':
            angle = math.radians(uniform(-step['degrees'], step['degrees']))
            move[0, :2] = torch.tensor([math.cos(angle), math.sin(angle) / aspect])
            move[1, :2] = torch.tensor([-math.sin(angle) * aspect, math.cos(angle)])
        elif kind == 'scale':
            move[0, 0] = move[1, 1] = 1 / uniform(step['smallest'], step['largest'])
        mapping = mapping @ move
    if not torch.equal(mapping, torch.eye(3)):
        grid = F.affine_grid(mapping[None, :2], [1, *picture.shape], align_corners=False)
        picture = F.grid_sample(picture[None], grid, padding_mode='border', align_corners=False)[0]
    for step in steps:
        if step['kind'] == 'colour':
            brightness, contrast, saturation = (uniform(1 - step[name], 1 + step[name]) for name in ('brightness', 'contrast', 'saturation'))
            picture = picture * brightness
            mean = (grey(picture) if picture.shape[0] == 3 else picture).mean()
            picture = mean + (picture - mean) * contrast
            if picture.shape[0] == 3:
                picture = grey(picture) + (picture - grey(picture)) * saturation
            picture = picture.clamp(0, 255)
        elif step['kind'] == 'hue' and picture.shape[0] == 3:
            angle = math.radians(uniform(-step['degrees'], step['degrees']))
            light = torch.tensor([0.213, 0.715, 0.072]).expand(3, 3)
            across = torch.tensor([[-0.213, -0.715, 0.928], [0.143, 0.14, -0.283], [-0.787, 0.715, 0.072]])
            turn = light + math.cos(angle) * (torch.eye(3) - light) + math.sin(angle) * across
            picture = torch.einsum('ij,jhw->ihw', turn, picture).clamp(0, 255)
        elif step['kind'] == 'noise':
            picture = (picture + 255 * step['standardDeviation'] * torch.randn(picture.shape)).clamp(0, 255)
    return picture


class Rows(Dataset):
    def __init__(self, project, data, split, folder, training):
        self.project, self.folder, self.training = project, folder, training
        self.place = {name: index for index, name in enumerate(data['columns'])}
        self.rows = data['splits'][split]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        features = [self.feature(one, row) for one in self.project['features']]
        targets = [self.target(one, row[self.place[one['column']]]) for one in self.project['targets']]
        return tuple(features), tuple(targets)

    def feature(self, feature, row):
        parts = [self.column(column, row[self.place[column['name']]]) for column in feature['columns']]
        return parts[0] if len(parts) == 1 else torch.cat([part.reshape(-1) for part in parts]).reshape(feature['shape'])

    def column(self, column, value):
        if column['kind'] == 'image':
            return self.picture(column['imageSteps'], self.folder / value)
        if column['kind'] == 'category':
            return F.one_hot(torch.tensor(value), len(column['classes'])).float()
        for step in column['numberSteps']:
            value = value * step['factor'] if step['kind'] == 'scale' else (value - step['mean']) / step['standardDeviation']
        return torch.tensor([float(value)])

    def picture(self, steps, path):
        picture = read_picture(path)
        for step in steps:
            if step['kind'] == 'resize':
                picture = resize(picture, step)
            elif step['kind'] == 'channels' and picture.shape[0] != step['channels']:
                picture = grey(picture) if step['channels'] == 1 else picture.expand(3, -1, -1)
        if self.training and self.project['augmentation']:
            picture = augment(picture, self.project['augmentation'])
        for step in steps:
            if step['kind'] == 'scale':
                picture = picture * step['factor']
            elif step['kind'] == 'normalise':
                mean, deviation = (torch.tensor(step[name])[:, None, None] for name in ('mean', 'standardDeviation'))
                picture = (picture - mean) / deviation
        return picture

    def target(self, target, value):
        if target['encoding'] == 'label':
            return torch.tensor(int(value))
        if target['encoding'] == 'one-hot':
            return F.one_hot(torch.tensor(int(value)), len(target['classes'])).float().reshape(target['shape'])
        return torch.tensor(float(value)).reshape(target['shape'])


def loss_of(target, scores, truth):
    """The mean over the batch."""
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


def total_loss(project, outputs, truths):
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    return sum(target['weight'] * loss_of(target, scores, truth) for target, scores, truth in zip(project['targets'], outputs, truths))


def right_answers(project, outputs, truths):
    """Of the first output that chooses a class; nothing where none does."""
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    for target, scores, truth in zip(project['targets'], outputs, truths):
        if target['encoding'] == 'label':
            return (scores.argmax(1) == truth).sum().item()
    return None


def make_optimizer(project, network):
    chosen = project['optimizer']
    rate, settings = chosen['rate'], chosen['settings']
    scales = project['tensors']
    groups = [{'params': [parameter], 'lr': rate * scales.get(name, {}).get('lrScale', 1), 'weight_decay': scales.get(name, {}).get('l2', 0.0)} for name, parameter in network.named_parameters() if parameter.requires_grad]
    if chosen['name'] in ('sgd', 'momentum', 'nesterov'):
        return torch.optim.SGD(groups, lr=rate, momentum=settings.get('momentum', 0), nesterov=chosen['name'] == 'nesterov')
    if chosen['name'] == 'adam':
        return torch.optim.Adam(groups, lr=rate, betas=(settings['beta1'], settings['beta2']), eps=settings['epsilon'])
    if chosen['name'] == 'adamw':
        for group in groups:
            group['weight_decay'] = settings['weightDecay']
        return torch.optim.AdamW(groups, lr=rate, betas=(settings['beta1'], settings['beta2']), eps=settings['epsilon'])
    if chosen['name'] == 'rmsprop':
        return torch.optim.RMSprop(groups, lr=rate, alpha=settings['decay'], eps=settings['epsilon'])
    return torch.optim.Adagrad(groups, lr=rate, eps=settings['epsilon'])


def rate_factor(schedule, step, steps_per_epoch, total_steps):
    """What the learning rate is multiplied by at a step."""
    name, settings = schedule['name'], schedule['settings']
    if name == 'step':
        return settings['factor'] ** (step // steps_per_epoch // settings['every'])
    if name == 'exponential':
        return settings['factor'] ** (step / steps_per_epoch)
    if name == 'warm-up':
        return min(1, (step + 1) / settings['steps'])
    if name == 'cosine':
        rising = round(total_steps * settings['warmUp'])
        if step < rising:
            return (step + 1) / rising
        progress = (step - rising) / max(1, total_steps - rising)
        return settings['minimum'] + (1 - settings['minimum']) / 2 * (1 + math.cos(math.pi * progress))
    if name == 'one-cycle':
        def between(first, last, share):
            return last + (first - last) / 2 * (1 + math.cos(math.pi * share))
        peak, last = settings['rise'] * total_steps - 1, total_steps - 1
        if peak > 0 and step <= peak:
            return between(1 / settings['start'], 1, step / peak)
        return between(1, 1 / (settings['start'] * settings['end']), (step - max(peak, 0)) / (last - max(peak, 0)) if last > peak else 1)
    return 1


class Plateau:
    """Lowers the rate when the validation loss has stopped falling."""

    def __init__(self, settings):
        self.settings, self.best, self.waited, self.factor = settings, math.inf, 0, 1.0

    def observe(self, loss):
        if loss < self.best * (1 - self.settings['threshold']):
            self.best, self.waited = loss, 0
        elif self.waited < self.settings['patience']:
            self.waited += 1
        else:
            self.waited, self.factor = 0, self.factor * self.settings['factor']


def evaluate(project, network, loader, device):
    network.eval()
    loss = right = count = 0
    with torch.no_grad():
        for features, truths in loader:
            features, truths = [one.to(device) for one in features], [one.to(device) for one in truths]
            outputs = network(*features)
            rows = len(truths[0])
            loss += total_loss(project, outputs, truths).item() * rows
            right += right_answers(project, outputs, truths) or 0
            count += rows
    return loss / max(1, count), right / max(1, count)


def main():
    options = argparse.ArgumentParser(description='Trains the network of model.py.')
    options.add_argument('--data', help='the folder that the pictures of data.json lie in')
    options.add_argument('--epochs', type=int)
    options.add_argument('--batch-size', type=int, help='rows per step and process')
    options.add_argument('--workers', type=int, default=0, help='processes that read data')
    options.add_argument('--from-scratch', action='store_true', help='draw new weights instead of going on from weights.safetensors')
    options.add_argument('--out', default='trained.safetensors')
    given = options.parse_args()
    project = json.loads((HERE / 'project.json').read_text())
    data_file = HERE / 'data.json'
    if not data_file.exists():
        options.error('this project was exported without data. Choose data in LayerLoom and export it again.')
    data = json.loads(data_file.read_text())
    folder = Path(given.data) if given.data else HERE / data['folder']
    epochs = given.epochs or project['epochs']

    is_many = 'RANK' in os.environ
    if is_many:
        distributed.init_process_group('nccl' if torch.cuda.is_available() else 'gloo')
    is_first = not is_many or distributed.get_rank() == 0
    device = torch.device('cuda', int(os.environ.get('LOCAL_RANK', 0))) if torch.cuda.is_available() else torch.device('cpu')
    torch.manual_seed(project['seed'] + (distributed.get_rank() if is_many else 0))

    network = Net().to(device)
    if not given.from_scratch:
        load_weights(network, HERE / 'weights.safetensors')
    trained = DistributedDataParallel(network, device_ids=[device.index] if device.type == 'cuda' else None) if is_many else network
    optimizer = make_optimizer(project, network)
    for group in optimizer.param_groups:
        group['base'] = group['lr']

    rows = Rows(project, data, 'train', folder, training=True)
    sampler = DistributedSampler(rows, shuffle=project['shuffle']) if is_many else None
    loader = DataLoader(rows, given.batch_size or project['batchSize'], shuffle=project['shuffle'] and not is_many, sampler=sampler, num_workers=given.workers)
    validation = DataLoader(Rows(project, data, 'validation', folder, training=False), project['batchSize'], num_workers=given.workers)
    plateau = Plateau(project['schedule']['settings']) if project['schedule']['name'] == 'on-plateau' else None
    total_steps, step = epochs * len(loader), 0

    for epoch in range(1, epochs + 1):
        trained.train()
        if sampler:
            sampler.set_epoch(epoch)
        loss = count = 0
        for features, truths in loader:
            features, truths = [one.to(device) for one in features], [one.to(device) for one in truths]
            factor = plateau.factor if plateau else rate_factor(project['schedule'], step, len(loader), total_steps)
            for group in optimizer.param_groups:
                group['lr'] = group['base'] * factor
            optimizer.zero_grad()
            batch_loss = total_loss(project, trained(*features), truths)
            batch_loss.backward()
            clip = project['clip']
            if clip.get('value'):
                torch.nn.utils.clip_grad_value_(network.parameters(), clip['value'])
            if clip.get('norm'):
                torch.nn.utils.clip_grad_norm_(network.parameters(), clip['norm'])
            optimizer.step()
            loss, count, step = loss + batch_loss.item() * len(truths[0]), count + len(truths[0]), step + 1
        report = f'epoch {epoch}: loss {loss / max(1, count):.4f}'
        if len(validation.dataset) > 0 and (is_first or plateau):
            validation_loss, accuracy = evaluate(project, network, validation, device)
            report += f', validation loss {validation_loss:.4f}' + (f', accuracy {accuracy:.4f}' if any(one['encoding'] == 'label' for one in project['targets']) else '')
            if plateau:
                plateau.observe(validation_loss)
        if is_first:
            print(report, flush=True)
    if is_first:
        save_weights(network, given.out)
        print(f'wrote {given.out}')
    if is_many:
        distributed.destroy_process_group()


if __name__ == '__main__':
    main()
`;
