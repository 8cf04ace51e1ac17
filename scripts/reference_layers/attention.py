"""Attention of every kind, and what stands before it."""
import torch
import torch.nn.functional as F
from torch import nn

from .normalization import Tensors


def excite(channels, squeeze, bias=True):
    return nn.ModuleDict({'fc1': nn.Conv2d(channels, squeeze, 1, bias=bias), 'fc2': nn.Conv2d(squeeze, channels, 1, bias=bias)})


def add(case, values, mask):
    def excited(m, x, middle, gate):
        return x * gate(m['fc2'](middle(m['fc1'](F.adaptive_avg_pool2d(x, 1)))))

    case('squeeze-excite', {'squeeze': 2}, [[2, 5, 3, 2]], excite(5, 2), lambda m, x: excited(m, x, F.relu, torch.sigmoid))
    case('squeeze-excite', {'squeeze': 3, 'activation': 'silu', 'gate': 'hard-sigmoid'}, [[2, 4, 2, 2]], excite(4, 3),
         lambda m, x: excited(m, x, F.silu, F.hardsigmoid))

    def attended(m, x):
        both = lambda pool: m['fc2'](F.relu(m['fc1'](pool(x, 1))))
        return x * torch.sigmoid(both(F.adaptive_avg_pool2d) + both(F.adaptive_max_pool2d))

    case('channel-attention', {'squeeze': 2}, [[2, 5, 3, 2]], excite(5, 2, bias=False), attended)

    def placed(m, x):
        return x * torch.sigmoid(m(torch.stack([x.mean(1), x.max(1).values], 1)))

    case('spatial-attention', {'kernel': 3}, [[2, 3, 4, 5]], nn.Conv2d(2, 1, 3, padding=1, bias=False), placed)
    case('spatial-attention', {}, [[1, 2, 3, 3]], nn.Conv2d(2, 1, 7, padding=3, bias=False), placed)

    def neighbours(m, x):
        means = F.adaptive_avg_pool2d(x, 1).squeeze(-1).transpose(1, 2)
        return x * torch.sigmoid(m(means)).transpose(1, 2).unsqueeze(-1)

    case('efficient-channel-attention', {}, [[2, 5, 2, 3]], nn.Conv1d(1, 1, 3, padding=1, bias=False), neighbours)

    multi = lambda width, heads, **options: nn.MultiheadAttention(width, heads, batch_first=True, **options)
    case('self-attention', {'heads': 2}, [[2, 3, 4]], multi(4, 2), lambda m, x: m(x, x, x)[0])
    case('self-attention', {'heads': 3, 'bias': False}, [[1, 2, 6]], multi(6, 3, bias=False), lambda m, x: m(x, x, x)[0])
    later = torch.full((4, 4), float('-inf'), dtype=torch.float64).triu(1)
    case('self-attention', {'heads': 2, 'causal': True}, [[2, 4, 4]], multi(4, 2), lambda m, x: m(x, x, x, attn_mask=later)[0])
    case('multi-head-attention', {'heads': 2}, [[2, 3, 4], [2, 5, 4], [2, 5, 4]], multi(4, 2), lambda m, q, k, v: m(q, k, v)[0])
    case('multi-head-attention', {'heads': 1, 'bias': False}, [[1, 2, 3], [1, 4, 3], [1, 4, 3]], multi(3, 1, bias=False), lambda m, q, k, v: m(q, k, v)[0])

    def weighed(scores, v):
        return torch.einsum('nts,nse->nte', scores.softmax(2), v)

    dots = lambda q, k: torch.einsum('ntd,nsd->nts', q, k)
    case('attention', {'score': 'dot'}, [[2, 3, 4], [2, 5, 4], [2, 5, 2]], call=lambda m, q, k, v: weighed(dots(q, k), v))
    case('attention', {}, [[2, 3, 4], [2, 5, 4], [2, 5, 2]], call=lambda m, q, k, v: weighed(dots(q, k) / 2, v))
    case('attention', {'score': 'bilinear'}, [[2, 3, 4], [2, 5, 3], [2, 5, 2]], Tensors(weight=[4, 3]),
         lambda m, q, k, v: weighed(torch.einsum('ntd,de,nse->nts', q, m.weight, k), v))
    linear = lambda a, b: nn.Linear(a, b, bias=False)
    case('attention', {'score': 'additive', 'units': 3}, [[2, 2, 4], [2, 5, 3], [2, 5, 2]],
         nn.ModuleDict({'query': linear(4, 3), 'key': linear(3, 3), 'score': linear(3, 1)}),
         lambda m, q, k, v: weighed(m['score'](torch.tanh(m['query'](q)[:, :, None] + m['key'](k)[:, None])).squeeze(3), v))

    case('embedding', {'entries': 6, 'size': 3}, [[3, 4]], nn.Embedding(6, 3), lambda m, x: m(x.long().clamp(0, 5)), scale=7.0)
    case('class-token', {}, [[2, 3, 4]], Tensors(weight=[4]), lambda m, x: torch.cat([m.weight.expand(2, 1, 4), x], 1))
    case('positional-embedding', {}, [[2, 3, 4]], Tensors(weight=[3, 4]), lambda m, x: x + m.weight)

    def waves(steps, width, base):
        place = torch.zeros(steps, width, dtype=torch.float64)
        for t in range(steps):
            for c in range(width):
                angle = torch.tensor(t / base ** ((c // 2 * 2) / width), dtype=torch.float64)
                place[t, c] = angle.sin() if c % 2 == 0 else angle.cos()
        return place

    case('positional-encoding', {}, [[2, 4, 6]], call=lambda m, x: x + waves(4, 6, 10000))
    case('positional-encoding', {'base': 100}, [[1, 3, 5]], call=lambda m, x: x + waves(3, 5, 100))
