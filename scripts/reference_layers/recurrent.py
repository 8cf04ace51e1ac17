"""Recurrent layers by the cells of PyTorch, step by step; the emitted code is held against its whole sequences."""
import torch
from torch import nn


class Reader(nn.Module):
    """Weights under the names of our tensors. PyTorch's cells have a second bias, which is zero here."""

    def __init__(self, gates, values, units, bidirectional=False, bias=True):
        super().__init__()
        self.input, self.state = nn.Linear(values, gates * units, bias=bias), nn.Linear(units, gates * units, bias=False)
        self.units = units
        if bidirectional:
            self.reverse = Reader(gates, values, units, bias=bias)

    def read(self, cell, x):
        """The state after every step, each [N, units]."""
        bias = self.input.bias if self.input.bias is not None else torch.zeros(len(self.input.weight), dtype=x.dtype)
        zeros = torch.zeros(len(x), self.units, dtype=x.dtype)
        state, found = None, []
        for step in x.unbind(1):
            arguments = (self.input.weight, self.state.weight, bias, torch.zeros_like(bias))
            if cell is torch.lstm_cell:
                state = cell(step, state or (zeros, zeros), *arguments)
                found.append(state[0])
            else:
                state = cell(step, zeros if state is None else state, *arguments)
                found.append(state)
        return found


def sequence(m, cell, x):
    answers = torch.stack(m.read(cell, x), 1)
    return torch.cat([answers, torch.stack(m.reverse.read(cell, x.flip(1)), 1).flip(1)], 2) if hasattr(m, 'reverse') else answers


def last(m, cell, x):
    answer = m.read(cell, x)[-1]
    return torch.cat([answer, m.reverse.read(cell, x.flip(1))[-1]], 1) if hasattr(m, 'reverse') else answer


def add(case, values, mask):
    for kind, gates, cell in [('rnn', 1, torch.rnn_tanh_cell), ('lstm', 4, torch.lstm_cell), ('gru', 3, torch.gru_cell)]:
        case(kind, {'units': 3}, [[2, 4, 2]], Reader(gates, 2, 3), lambda m, x: sequence(m, cell, x))
        case(kind, {'units': 2, 'output': 'last', 'bidirectional': True}, [[2, 3, 2]], Reader(gates, 2, 2, bidirectional=True), lambda m, x: last(m, cell, x))
        case(kind, {'units': 2, 'bidirectional': True, 'bias': False}, [[1, 3, 2]], Reader(gates, 2, 2, True, False), lambda m, x: sequence(m, cell, x))
    case('rnn', {'units': 2, 'activation': 'relu', 'output': 'last'}, [[2, 3, 2]], Reader(1, 2, 2), lambda m, x: last(m, torch.rnn_relu_cell, x))
