/** pictures.py of a PyTorch project: files as pixels, resized and changed at random. The same text for every network. */
export const PICTURES_SCRIPT = String.raw`"""Pictures: read, resized, and changed at random while training."""
import math
import struct
import zlib

import numpy
import torch
import torch.nn.functional as F


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
    inner = (max(1, int(old_height * scale + 0.5)), max(1, int(old_width * scale + 0.5)))
    top, left = (height - inner[0]) // 2, (width - inner[1]) // 2
    padding = (left, width - inner[1] - left, top, height - inner[0] - top)
    return F.pad(scaled(picture, inner), padding, value=step.get('fill', 0))


def grey(picture):
    weights = torch.tensor([0.299, 0.587, 0.114])
    return (picture * weights[:, None, None]).sum(0, keepdim=True)


def draw(steps):
    """What the random changes of one row are to be: everything that belongs to its picture moves alike."""
    def uniform(low, high):
        return low + (high - low) * torch.rand(()).item()

    drawn = []
    for step in steps:
        kind = step['kind']
        if kind in ('flip-horizontal', 'flip-vertical') and uniform(0, 1) < step['probability']:
            drawn.append((kind, None))
        elif kind == 'crop':
            side = uniform(step['smallest'], 1)
            drawn.append((kind, (side, uniform(side - 1, 1 - side), uniform(side - 1, 1 - side))))
        elif kind == 'rotate':
            drawn.append((kind, math.radians(uniform(-step['degrees'], step['degrees']))))
        elif kind == 'scale':
            drawn.append((kind, 1 / uniform(step['smallest'], step['largest'])))
    return drawn


def mapping_of(drawn, aspect):
    """From a position in the result to one in the picture, both from -1 to 1 along each side."""
    mapping = torch.eye(3)
    for kind, value in drawn:
        move = torch.eye(3)
        if kind == 'flip-horizontal':
            move[0, 0] = -1
        elif kind == 'flip-vertical':
            move[1, 1] = -1
        elif kind == 'crop':
            move[0, 0] = move[1, 1] = value[0]
            move[0, 2], move[1, 2] = value[1:]
        elif kind == 'rotate':
            move[0, :2] = torch.tensor([math.cos(value), math.sin(value) / aspect])
            move[1, :2] = torch.tensor([-math.sin(value) * aspect, math.cos(value)])
        elif kind == 'scale':
            move[0, 0] = move[1, 1] = value
        mapping = mapping @ move
    return mapping


def warp(picture, mapping, **sampling):
    if torch.equal(mapping, torch.eye(3)):
        return picture
    grid = F.affine_grid(mapping[None, :2], [1, *picture.shape], align_corners=False)
    return F.grid_sample(picture[None], grid, align_corners=False, **sampling)[0]


def change_colours(picture, steps):
    """Colours and noise, which only the picture itself has."""
    def uniform(low, high):
        return low + (high - low) * torch.rand(()).item()

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
`;
