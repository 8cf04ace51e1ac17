/** weights.py of a PyTorch project: reads and writes safetensors without the package of that name. */
export const WEIGHTS_SCRIPT = String.raw`"""Reads and writes weights.safetensors: 8 bytes of header length, a JSON header, the numbers."""
import json
import struct

import numpy
import torch

TYPES = {'F32': numpy.float32, 'I64': numpy.int64}


def read_weights(path):
    with open(path, 'rb') as file:
        size, = struct.unpack('<Q', file.read(8))
        header = json.loads(file.read(size))
        body = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != '__metadata__':
            begin, end = entry['data_offsets']
            values = numpy.frombuffer(body[begin:end], dtype=TYPES[entry['dtype']])
            tensors[name] = torch.from_numpy(values.copy()).reshape(entry['shape'])
    return tensors


def load_weights(network, path):
    """The counter of BatchNorm, which nothing reads, may be missing; anything else may not."""
    tensors = read_weights(path)
    missing, unexpected = network.load_state_dict(tensors, strict=False)
    fixed = {name for name, parameter in network.named_parameters() if not parameter.requires_grad}
    lost = [name for name in missing if not name.endswith('num_batches_tracked') and name not in fixed]
    if lost or unexpected:
        raise ValueError(f'{path} does not fit model.py: missing {lost}, unknown {unexpected}')


def save_weights(network, path):
    header, parts, at = {}, [], 0
    for name, tensor in network.state_dict().items():
        if name.endswith('num_batches_tracked'):
            continue
        values = tensor.detach().cpu().float().contiguous().numpy().tobytes()
        header[name] = {'dtype': 'F32', 'shape': list(tensor.shape), 'data_offsets': [at, at + len(values)]}
        parts.append(values)
        at += len(values)
    text = json.dumps(header).encode()
    text += b' ' * (-len(text) % 8)
    with open(path, 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text)
        for part in parts:
            file.write(part)
`;
