#!/usr/bin/python3
"""Runs the PyTorch code that LayerLoom writes for whole networks.

    /usr/bin/python3 scripts/reference-models.py   a JSON list of networks on standard input (code, tensors and inputs as
                                                   base64 of float32), their parameter counts and answers on standard output
"""
import base64
import json
import sys

import numpy
import torch


def decode(one):
    data = numpy.frombuffer(base64.b64decode(one['data']), dtype=numpy.float32)
    return torch.from_numpy(data.copy()).reshape(one['shape'])


def encode(tensor):
    data = tensor.detach().contiguous().numpy().astype(numpy.float32)
    return {'shape': list(data.shape), 'data': base64.b64encode(data.tobytes()).decode()}


def run(one):
    names = {}
    exec(compile(one['code'], one['name'], 'exec'), names)
    network = names['Net']()
    tensors = {name: decode(tensor) for name, tensor in one['tensors'].items()}
    missing, unexpected = network.load_state_dict(tensors, strict=False)
    trained = dict(network.named_parameters())
    strange = [name for name in missing if name in trained and trained[name].requires_grad]
    if unexpected or strange:
        raise ValueError(f'state dict: missing {strange}, unexpected {unexpected}')
    network.eval()
    answer = network.predict if hasattr(network, 'predict') else network
    outputs = answer(*[decode(tensor) for tensor in one['inputs']])
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    count = sum(tensor.numel() for name, tensor in trained.items() if name in tensors)
    return {'parameters': count, 'outputs': [encode(output) for output in outputs]}


def main():
    results = []
    for one in json.load(sys.stdin):
        try:
            results.append(run(one))
        except Exception as error:  # the test shows which text failed
            results.append({'error': f'{type(error).__name__}: {error}'})
    json.dump(results, sys.stdout)


if __name__ == '__main__':
    torch.set_num_threads(1)
    main()
