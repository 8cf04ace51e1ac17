/** truths.py of a PyTorch project: classes, numbers, masks, boxes and points that answers are compared with. The same text for every network. */
export const TRUTHS_SCRIPT = String.raw`"""What a network should answer: cells of data.json as tensors, moved and resized as the picture that they belong to."""
from pathlib import Path

import torch
import torch.nn.functional as F

from pictures import mapping_of, read_picture, warp

HERE = Path(__file__).resolve().parent
# An object of which less is left at the border is no longer that object.
LEAST_LEFT = 0.3


def read_target(target, value, drawn):
    kind = target['kind']
    if kind == 'mask':
        return read_mask(target, value, drawn)
    if kind == 'boxes':
        return read_boxes(target, value, drawn)
    if kind == 'points':
        return read_points(target, value, drawn)
    if target['encoding'] == 'label':
        return torch.tensor(int(value))
    if target['encoding'] == 'one-hot':
        return F.one_hot(torch.tensor(int(value)), len(target['classes'])).float().reshape(target['shape'])
    return torch.tensor(float(value)).reshape(target['shape'])


def placement(steps, width, height):
    """Where the steps of a picture of this size put it: x' = x · scale_x + left, y' = y · scale_y + top, and its new size."""
    scale_x, scale_y, left, top = 1.0, 1.0, 0.0, 0.0
    for step in steps:
        if step['kind'] != 'resize':
            continue
        new_width, new_height = step['width'], step['height']
        across, down = new_width / width, new_height / height
        x, y = 0.0, 0.0
        if step['mode'] == 'crop':
            across = down = max(across, down)
            x, y = (new_width - width * across) / 2, (new_height - height * down) / 2
        elif step['mode'] != 'stretch':
            scale = min(across, down)
            inner = [max(1, int(side * scale + 0.5)) for side in (width, height)]
            across, down = inner[0] / width, inner[1] / height
            x, y = (new_width - inner[0]) // 2, (new_height - inner[1]) // 2
        scale_x, scale_y, left, top = scale_x * across, scale_y * down, left * across + x, top * down + y
        width, height = new_width, new_height
    return scale_x, scale_y, left, top, width, height


def pixel_mapping(drawn, width, height):
    """Where pixels go when their picture is changed as drawn: 3×3, from x, y, 1 to x, y, 1."""
    unit = torch.tensor([[width / 2, 0, width / 2], [0, height / 2, height / 2], [0, 0, 1]], dtype=torch.float64)
    return unit @ mapping_of(drawn, width / height).double().inverse() @ unit.inverse()


def read_mask(target, name, drawn):
    """The class of every pixel; -1 where it does not count, and beyond the picture."""
    mask = read_picture(HERE / name)[0].long()
    mask = torch.where(mask == 255, torch.full_like(mask, -1), mask)
    scale_x, scale_y, left, top, width, height = placement(target['steps'], mask.shape[1], mask.shape[0])
    columns = ((torch.arange(width).double() + 0.5 - left) / scale_x).floor().long()
    rows = ((torch.arange(height).double() + 0.5 - top) / scale_y).floor().long()
    inside = ((rows >= 0) & (rows < mask.shape[0]))[:, None] & ((columns >= 0) & (columns < mask.shape[1]))
    fitted = mask[rows.clamp(0, mask.shape[0] - 1)][:, columns.clamp(0, mask.shape[1] - 1)]
    fitted = torch.where(inside, fitted, torch.full_like(fitted, -1))
    # Numbers of classes are never mixed; one more, so that what comes from beyond the border is -1 again.
    return (warp((fitted + 1)[None].float(), mapping_of(drawn, width / height), mode='nearest', padding_mode='zeros')[0].round().long() - 1)


def read_boxes(target, cell, drawn):
    """The largest objects: centre, size and class each; -1 fills up, and a crowd of class c is -2 - c."""
    scale_x, scale_y, left, top, width, height = placement(target['steps'], *cell['size'])
    objects = [[x * scale_x + left, y * scale_y + top, w * scale_x, h * scale_y, -2 - label if crowd else label] for x, y, w, h, label, crowd in cell['boxes']]
    most = target['shape'][0]
    objects = largest(objects, width, height, most)
    if drawn:
        mapping = pixel_mapping(drawn, width, height)
        objects = largest([moved_box(mapping, one) for one in objects], width, height, most)
    rows = torch.tensor([[0.0, 0.0, 0.0, 0.0, -1.0]]).repeat(most, 1)
    for index, (x, y, w, h, label) in enumerate(objects):
        rows[index] = torch.tensor([x + w / 2, y + h / 2, w, h, float(label)])
    return rows


def moved_box(mapping, one):
    x, y, width, height, label = one
    centre = mapping @ torch.tensor([x + width / 2, y + height / 2, 1], dtype=torch.float64)
    size = mapping[:2, :2].abs() @ torch.tensor([width, height], dtype=torch.float64)
    return [(centre[0] - size[0] / 2).item(), (centre[1] - size[1] / 2).item(), size[0].item(), size[1].item(), label]


def largest(objects, width, height, most):
    """What is left of them in the picture; objects before crowds, large ones first."""
    shown = []
    for x, y, w, h, label in objects:
        left, top, right, bottom = max(0, x), max(0, y), min(width, x + w), min(height, y + h)
        if right > left and bottom > top and (right - left) * (bottom - top) >= LEAST_LEFT * w * h:
            shown.append([left, top, right - left, bottom - top, label])
    return sorted(shown, key=lambda one: (one[4] < -1, -one[2] * one[3]))[:most]


def read_points(target, cell, drawn):
    """x, y, depth in pixels of the network's input, and whether it is seen; what left the picture is not."""
    scale_x, scale_y, left, top, width, height = placement(target['steps'], *cell['size'])
    points = torch.tensor(cell['points'], dtype=torch.float64).reshape(-1, 4)
    mapping = pixel_mapping(drawn, width, height) @ torch.tensor([[scale_x, 0, left], [0, scale_y, top], [0, 0, 1]], dtype=torch.float64)
    places = torch.cat([points[:, :2], torch.ones(len(points), 1)], 1) @ mapping.T
    depth = points[:, 2] * scale_x * torch.hypot(*pixel_mapping(drawn, width, height)[:2, 0])
    inside = (places[:, 0] >= 0) & (places[:, 0] <= width) & (places[:, 1] >= 0) & (places[:, 1] <= height)
    rows = torch.stack([places[:, 0], places[:, 1], depth, points[:, 3] * inside], 1)
    if mapping[:2, :2].det() < 0:
        for one, other in target['mirrored']:
            rows[[one, other]] = rows[[other, one]]
    return rows.float()
`;
