"""Average precision by COCO's own program, for tests/vision/average-precision.test.ts.

    python3 -m venv /tmp/coco && /tmp/coco/bin/pip install pycocotools==2.0.11
    /tmp/coco/bin/python scripts/reference-average-precision.py > tests/reference/average-precision.json

Random pictures with objects of all sizes, crowds, doubles, misses, wrong classes and equal scores. Boxes are multiples of 1/4, so
that both sides read the same numbers.
"""
import contextlib
import json
import random
import sys

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

CLASSES = 4
random.seed(5)


def quarter(value):
    return round(value * 4) / 4


def draw_box():
    size = random.choice([12, 25, 32, 50, 96, 140, 220])
    width, height = quarter(size * random.uniform(0.6, 1.4)), quarter(size * random.uniform(0.6, 1.4))
    return [quarter(random.uniform(0, 400)), quarter(random.uniform(0, 400)), width, height]


def shaken(box, by):
    x, y, width, height = box
    return [quarter(x + random.gauss(0, by) * width), quarter(y + random.gauss(0, by) * height), max(1, quarter(width * (1 + random.gauss(0, by)))), max(1, quarter(height * (1 + random.gauss(0, by))))]


def picture(empty):
    truths, found = [], []
    for _ in range(0 if empty else random.randint(0, 12)):
        # The last class never appears: it has no precision.
        truths.append({"box": draw_box(), "label": random.randrange(CLASSES - 1), "crowd": int(random.random() < 0.1)})
    for truth in truths:
        for _ in range(random.choice([0, 1, 1, 1, 2])):
            label = truth["label"] if random.random() < 0.85 else random.randrange(CLASSES)
            found.append({"box": shaken(truth["box"], random.choice([0, 0.03, 0.08, 0.2])), "label": label, "score": round(random.random(), random.choice([1, 3]))})
    for _ in range(random.randint(0, 5)):
        found.append({"box": draw_box(), "label": random.randrange(CLASSES), "score": round(random.random() * 0.6, 3)})
    return {"truths": truths, "found": found}


def evaluate(pictures):
    truth = COCO()
    annotations = [
        {"id": index + 1, "image_id": image, "category_id": one["label"], "bbox": one["box"], "area": one["box"][2] * one["box"][3], "iscrowd": one["crowd"]}
        for index, (image, one) in enumerate((image, one) for image, picture in enumerate(pictures) for one in picture["truths"])
    ]
    truth.dataset = {"images": [{"id": image} for image in range(len(pictures))], "categories": [{"id": label, "name": str(label)} for label in range(CLASSES)], "annotations": annotations}
    truth.createIndex()
    results = [{"image_id": image, "category_id": one["label"], "bbox": one["box"], "score": one["score"]} for image, picture in enumerate(pictures) for one in picture["found"]]
    evaluation = COCOeval(truth, truth.loadRes(results), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    precision = evaluation.eval["precision"][:, :, :, 0, 2]
    known = lambda values: float(values[values > -1].mean()) if (values > -1).any() else None
    return {
        "ap": float(evaluation.stats[0]), "ap50": float(evaluation.stats[1]), "ap75": float(evaluation.stats[2]),
        "small": float(evaluation.stats[3]), "medium": float(evaluation.stats[4]), "large": float(evaluation.stats[5]),
        "classes": [known(precision[:, :, label]) for label in range(CLASSES)],
    }


cases = []
with contextlib.redirect_stdout(sys.stderr):
    for pictures in (40, 12):
        drawn = [picture(index % 9 == 8) for index in range(pictures)]
        cases.append({"classCount": CLASSES, "pictures": drawn, **evaluate(drawn)})
json.dump({"cases": cases}, sys.stdout, separators=(",", ":"))
