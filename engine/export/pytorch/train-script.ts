/** train.py of a PyTorch project. */
import type { InferredNode } from '../../infer/infer-network';

/** Where a rule is missing that the network is compared by: says which, and how it is trained in LayerLoom. */
export function untrainableScript(nodes: readonly InferredNode[], command: string): string {
  const missing = nodes.map(({ flat, definition }) => `    “${flat.path}” (${definition!.title})`);
  const text = ['This network cannot be trained here, because these are not written in PyTorch:', '', ...missing, '', 'model.py and weights.safetensors answer as LayerLoom does. Train there, and export again:', '', `    ${command}`];
  return `"""${text.map((line) => line.replace(/["\\]/g, ' ')).join('\n')}\n"""\nimport sys\n\nsys.exit(__doc__)\n`;
}

/** Reads project.json and data.json beside it. The same text for every network. */
export const TRAIN_SCRIPT = String.raw`"""Trains the network of model.py on the rows of data.json, as project.json says.

    python train.py                              on one processor or graphics card
    torchrun --nproc_per_node=4 train.py         on several (DistributedDataParallel), on any number of machines

Needs PyTorch and numpy. Pictures other than plain PNG need Pillow.
"""
import argparse
import json
import math
import os
from pathlib import Path

import torch
import torch.distributed as distributed
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler

from losses import total_loss
from model import Net
from rows import Rows
from weights import load_weights, save_weights

HERE = Path(__file__).resolve().parent


def right_answers(project, outputs, truths):
    """Of the first output that chooses a class; nothing where none does."""
    outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
    for target, scores, truth in zip(project['targets'], outputs, truths):
        if target['kind'] == 'category' and target['encoding'] == 'label':
            return (scores.argmax(1) == truth).sum().item()
    return None


class Muon(torch.optim.Optimizer):
    """Momentum whose matrices are made orthogonal before each step, as long as AdamW's steps are; all that is no matrix follows AdamW."""

    def __init__(self, groups, lr, settings):
        super().__init__(groups, {'lr': lr, 'weight_decay': 0.0})
        self.settings = settings

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for weight in group['params']:
                if weight.grad is None:
                    continue
                gradient = weight.grad + group['weight_decay'] * weight
                is_matrix = weight.dim() > 1 and len(weight) > 1
                step = self.matrix_step(weight, gradient) if is_matrix else self.moment_step(weight, gradient)
                weight.mul_(1 - group['lr'] * self.settings['weightDecay']).sub_(step, alpha=group['lr'])

    def matrix_step(self, weight, gradient):
        velocity = self.state[weight].setdefault('velocity', torch.zeros_like(weight))
        velocity.mul_(self.settings['momentum']).add_(gradient)
        matrix = (gradient + self.settings['momentum'] * velocity).flatten(1)
        return (0.2 * max(matrix.shape) ** 0.5 * orthogonal(matrix)).view_as(weight)

    def moment_step(self, weight, gradient):
        state, (beta1, beta2) = self.state[weight], (self.settings['beta1'], self.settings['beta2'])
        mean, square = (state.setdefault(name, torch.zeros_like(weight)) for name in ('mean', 'square'))
        state['count'] = count = state.get('count', 0) + 1
        mean.mul_(beta1).add_(gradient, alpha=1 - beta1)
        square.mul_(beta2).add_(gradient.square(), alpha=1 - beta2)
        return mean / (1 - beta1 ** count) / ((square / (1 - beta2 ** count)).sqrt() + self.settings['epsilon'])


def orthogonal(matrix):
    """Newton-Schulz iteration: singular values come near 1."""
    x = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        gram = x @ x.T
        x = 3.4445 * x + (-4.775 * gram + 2.0315 * gram @ gram) @ x
    return x.T if matrix.shape[0] > matrix.shape[1] else x


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
    if chosen['name'] == 'muon':
        return Muon(groups, rate, settings)
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


def asked_for(project, truths=None):
    """Heads are compared by what reaches them, not by what they answer. While trained, detectors of two stages are shown true boxes."""
    asked = {'for_loss': True} if project['comparesInputs'] else {}
    if truths is not None and project['trueBoxes'] >= 0:
        asked['true_boxes'] = truths[project['trueBoxes']]
    return asked


def evaluate(project, network, loader, device):
    network.eval()
    loss = right = count = 0
    with torch.no_grad():
        for features, truths in loader:
            features, truths = [one.to(device) for one in features], [one.to(device) for one in truths]
            outputs = network(*features, **asked_for(project))
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
            batch_loss = total_loss(project, trained(*features, **asked_for(project, truths)), truths)
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
            report += f', validation loss {validation_loss:.4f}' + (f', accuracy {accuracy:.4f}' if any(one['kind'] == 'category' and one['encoding'] == 'label' for one in project['targets']) else '')
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
