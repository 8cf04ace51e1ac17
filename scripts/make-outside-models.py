"""Writes tiny ONNX files in the layouts of YOLO exports and MediaPipe models, whose answers can be told from the picture.

They are made by PyTorch's own exporter and know nothing of LayerLoom: tests open them as they would a stranger's file. Every
model finds coloured things: red is the first class, blue the second. A cell of a grid scores its mean colour, and its box is
the cell, so a red square that fills a cell is found exactly there.

    /usr/bin/python3 scripts/make-outside-models.py tests/fixtures/outside-models

PyTorch 1.13 wrote the files in the repository.
"""
import io
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

STRIDES = (8, 16, 32)
SIDE = 64
NAMES = "{0: 'red thing', 1: \"blue's thing\"}"


def colours(x):
    """How red and how blue, 0 where it is neither: [N, 2, H, W]."""
    red, green, blue = x[:, 0:1], x[:, 1:2], x[:, 2:3]
    return torch.cat([F.relu(red - green - blue), F.relu(blue - green - red)], 1)


def cells(x):
    """Per cell of all grids: boxes (centre, size) as [1, 4, R] and the two scores as [1, 2, R]."""
    shown = colours(x)
    boxes, scores = [], []
    for stride in STRIDES:
        # Sums over the mask of things, so that boxes depend on the input and the size may stay open.
        pooled = F.avg_pool2d(shown, stride)
        ones = torch.ones_like(pooled[:, :1])
        across = (torch.cumsum(ones, 3) - 0.5) * stride
        down = (torch.cumsum(ones, 2) - 0.5) * stride
        boxes.append(torch.cat([across, down, ones * stride, ones * stride], 1).flatten(2))
        scores.append(pooled.flatten(2))
    return torch.cat(boxes, 2), torch.cat(scores, 2)


class Yolo8(nn.Module):
    """[1, 4 + C, R]."""

    def forward(self, images):
        dtype = images.dtype
        boxes, scores = cells(images.float())
        return torch.cat([boxes, scores], 1).to(dtype)


class Yolo8Segment(nn.Module):
    """[1, 4 + C + 32, R] and prototypes [1, 32, H/4, W/4]: the first prototype is the thing itself."""

    def forward(self, images):
        boxes, scores = cells(images)
        shown = F.avg_pool2d(colours(images).sum(1, keepdim=True), 4) - 0.5
        factors = torch.cat([torch.full_like(boxes[:, :1], 10.0), torch.zeros_like(boxes[:, :1]).expand(-1, 31, -1)], 1)
        return torch.cat([boxes, scores, factors], 1), torch.cat([shown, torch.zeros_like(shown).expand(-1, 31, -1, -1)], 1)


class Yolo5(nn.Module):
    """[1, 3·R, 5 + C]: objectness 0.5 for the first of three equal anchors, 0 for the others."""

    def forward(self, images):
        boxes, scores = cells(images)
        rows = []
        for objectness in (0.5, 0.0, 0.0):
            rows.append(torch.cat([boxes, torch.full_like(boxes[:, :1], objectness), scores], 1))
        return torch.cat(rows, 2).transpose(1, 2)


class Yolo10(nn.Module):
    """[1, 20, 6]: corners, score, class, the best first."""

    def forward(self, images):
        boxes, scores = cells(images)
        best, label = scores.max(1)
        top, index = best.topk(20, 1)
        size = boxes[:, 2:] / 2
        corners = torch.cat([boxes[:, :2] - size, boxes[:, :2] + size], 1).transpose(1, 2)
        chosen = torch.gather(corners, 1, index.unsqueeze(2).expand(-1, -1, 4))
        return torch.cat([chosen, top.unsqueeze(2), torch.gather(label, 1, index).unsqueeze(2).float()], 2)


class Palm(nn.Module):
    """MediaPipe's palm detection: [1, 192, 192, 3] to [1, 2016, 18] and [1, 2016, 1]; a box of 40 pixels around a red cell, pointing right."""

    def forward(self, image):
        shown = colours(image.permute(0, 3, 1, 2))[:, :1]
        scores = []
        for stride, per_cell in ((8, 2), (16, 6)):
            pooled = F.avg_pool2d(shown, stride).permute(0, 2, 3, 1).reshape(1, -1, 1)
            scores.append(torch.cat([pooled] * per_cell, 2).reshape(1, -1, 1))
        scores = torch.cat(scores, 1) * 20 - 10
        # Wrist 20 to the left of the centre, the knuckle of the middle finger 20 to the right.
        points = [-20.0, 0.0, 15.0, -12.0, 20.0, 0.0, 15.0, 8.0, 10.0, 14.0, -10.0, -14.0, -2.0, -18.0]
        numbers = torch.tensor([[[0.0, 0.0, 40.0, 40.0, *points]]])
        return numbers + scores * 0, scores


class Hand(nn.Module):
    """MediaPipe's hand landmarks: [1, 224, 224, 3] to 63, 1, 1 and 63 numbers; the wrist at the middle of what is red, the tips of the fingers three of its sides above."""

    def forward(self, image):
        shown = colours(image.permute(0, 3, 1, 2))[:, 0]
        weight = shown.sum() + 1e-6
        place = torch.arange(224.0) + 0.5
        x = (shown.sum(1) * place).sum() / weight
        y = (shown.sum(2) * place).sum() / weight
        side = weight.sqrt()
        offsets = torch.tensor([[0.0, -1.0 * (point % 4), -0.5] for point in range(21)]) * side
        points = (torch.stack([x, y, torch.zeros(())]) + offsets).reshape(1, 63)
        presence = (shown.mean() * 60).clamp(max=1).reshape(1, 1)
        return points, presence, presence * 0.0, points * 0.001


def with_metadata(data, entries):
    """Field 14 of ModelProto, appended: fields of a protobuf message may come in any order."""

    def field(number, payload):
        return varint(number << 3 | 2) + varint(len(payload)) + payload

    for key, value in entries.items():
        data += field(14, field(1, key.encode()) + field(2, value.encode()))
    return data


def varint(value):
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def write(folder, name, model, example, inputs, outputs, metadata={}, open_axes=None):
    buffer = io.BytesIO()
    torch.onnx.export(model.eval(), example, buffer, input_names=inputs, output_names=outputs, opset_version=13, dynamic_axes=open_axes)
    (folder / name).write_bytes(with_metadata(buffer.getvalue(), metadata))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    picture = torch.rand(1, 3, SIDE, SIDE)
    stated = {"description": "Ultralytics YOLOv8n model", "stride": "32", "task": "detect", "imgsz": f"[{SIDE}, {SIDE}]", "names": NAMES}
    write(folder, "yolov8.onnx", Yolo8(), picture, ["images"], ["output0"], stated)
    write(folder, "yolov8-half.onnx", Yolo8(), picture.half(), ["images"], ["output0"], stated)
    axes = {"images": {0: "batch", 2: "height", 3: "width"}, "output0": {0: "batch", 2: "anchors"}}
    write(folder, "yolov8-open.onnx", Yolo8(), picture, ["images"], ["output0"], {**stated, "imgsz": "[32, 96]"}, axes)
    write(folder, "yolov8-bare.onnx", Yolo8(), picture, ["images"], ["output0"])
    write(folder, "yolov8-segment.onnx", Yolo8Segment(), picture, ["images"], ["output0", "output1"], {**stated, "task": "segment"})
    write(folder, "yolov5.onnx", Yolo5(), picture, ["images"], ["output0"], {"stride": "32", "names": NAMES})
    write(folder, "yolov10.onnx", Yolo10(), picture, ["images"], ["output0"], stated)
    write(folder, "palm.onnx", Palm(), torch.rand(1, 192, 192, 3), ["input_1"], ["Identity", "Identity_1"])
    write(folder, "hand.onnx", Hand(), torch.rand(1, 224, 224, 3), ["input_1"], ["Identity", "Identity_1", "Identity_2", "Identity_3"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
