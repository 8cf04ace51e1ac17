import { PRIOR_LOGIT } from '../../../../layers/detection/head/prior';
import { LARGEST_ROOT, SMALLEST_ROOT } from '../../../../layers/detection/yolo-v1-head';
import type { TorchRule } from '../torch-rule';
import { CELLS_AROUND } from './assignment-parts';
import { IOU } from './box-parts';

/** `engine/layers/detection/yolo-v1-head.ts` */
export const yoloV1Rule: TorchRule = {
  calls: 'yolo_v1_loss',
  reads: 'inputs-behind-picture',
  needs: [IOU, CELLS_AROUND],
  code: String.raw`def yolo_v1_loss(target, maps, truth):
    """maps: one; of each box of a cell its centre, the square roots of its sides and a confidence, then of the cell one number for each class."""
    options, (height, width) = target['options'], target['picture']
    boxes = options['boxes']
    places, objects = Places(maps, target['picture'], per_cell=boxes), Objects(truth, options['classes'])
    cells = maps[0].flatten(2)
    x, y, root_x, root_y, confidence = torch.cat([cells[:, 5 * box:5 * box + 5] for box in range(boxes)], 2).split(1, 1)
    class_scores = cells[:, 5 * boxes:].repeat(1, 1, boxes)
    x, y, root_x, root_y = (options['boxScale'] * part for part in (x, y, root_x, root_y))
    if options['confidence'] == 'logistic':
        confidence = (confidence + ${PRIOR_LOGIT}).sigmoid()
    # Boxes of a cell begin in different sizes.
    start = torch.linspace(${SMALLEST_ROOT}, ${LARGEST_ROOT}, boxes, device=cells.device).repeat_interleave(cells.shape[2])
    root_x, root_y = root_x + start, root_y + start

    with torch.no_grad():
        box = [(x + places.column) * places.stride_x, (y + places.row) * places.stride_y, root_x ** 2 * width, root_y ** 2 * height]
        # The cell of its centre answers for an object, and of its boxes the one that overlaps it best.
        own, overlaps = cells_around(objects, places), iou(box, objects.box)
        # A cell prefers the object whose centre it has.
        around = cells_around(objects, places, options['reach'])
        assignment = one_per_place(around, own) * first_largest(overlaps.unflatten(2, (boxes, -1)), 2).flatten(2)
        positive, wanted, classes = objects.matched(assignment)
        agreement = (assignment * overlaps).sum(1, keepdim=True)
        aims = [
            wanted[0] / places.stride_x - places.column,
            wanted[1] / places.stride_y - places.row,
            (wanted[2] / width).clamp(min=1e-6).sqrt(),
            (wanted[3] / height).clamp(min=1e-6).sqrt(),
        ]

    squares = [(found - aim) ** 2 for found, aim in zip((x, y, root_x, root_y), aims)]
    box_loss = (positive * (squares[0] + squares[1] + options['sideWeight'] * (squares[2] + squares[3]))).sum()
    confidence_loss = (positive * (confidence - agreement) ** 2).sum()
    empty_loss = ((1 - positive) * confidence ** 2).sum()
    if options['classLoss'] == 'squares':
        class_loss = (positive * (class_scores - classes) ** 2).sum()
    else:
        class_loss = -(classes * class_scores.log_softmax(1)).sum()
    sure_loss = options['confidenceWeight'] * confidence_loss + options['emptyWeight'] * empty_loss
    return (options['boxWeight'] * box_loss + sure_loss + options['classWeight'] * class_loss) / len(truth)
`,
};
