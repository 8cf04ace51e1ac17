"""Writes tests/reference/npy.json: small arrays as NumPy saves them. Run: /usr/bin/python3 scripts/reference-npy.py"""
import base64
import io
import json
from pathlib import Path

import numpy as np
from numpy.lib import format as npy


def entry(name, array, version=None):
    file = io.BytesIO()
    npy.write_array(file, array, version=version)
    values = [float(value) for value in array.astype(np.float64).ravel(order='C')]
    return {'name': name, 'shape': list(array.shape), 'values': values, 'bytes': base64.b64encode(file.getvalue()).decode()}


def main():
    grid = np.arange(12).reshape(3, 4)
    entries = [
        entry('float32', (grid / 8).astype('<f4')),
        entry('float64', grid.astype('<f8') / 4),
        entry('float16', grid.astype('<f2')),
        entry('big endian float32', (grid - 5).astype('>f4')),
        entry('big endian int16', (grid * 300).astype('>i2')),
        entry('column order', np.asfortranarray(np.arange(24).reshape(2, 3, 4).astype('<f4'))),
        entry('bool', grid % 2 == 0),
        entry('uint8', grid.astype('u1')),
        entry('int64', (grid - 6).astype('<i8')),
        entry('scalar', np.array(2.5, '<f4')),
        entry('vector', np.array([1, -2, 3], '<i4')),
        entry('empty', np.zeros((0, 3), '<f4')),
        entry('version 2', grid.astype('<f4'), version=(2, 0)),
        entry('version 3', grid.astype('<f4'), version=(3, 0)),
    ]
    path = Path(__file__).parent.parent / 'tests' / 'reference' / 'npy.json'
    path.write_text(json.dumps({'numpy': np.__version__, 'arrays': entries}, indent=1) + '\n')


main()
