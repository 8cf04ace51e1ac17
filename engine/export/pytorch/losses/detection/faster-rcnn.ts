import type { TorchRule } from '../torch-rule';
import { COMPARE_ANCHORS, COMPARE_REGIONS } from './region-parts';

/** `engine/layers/detection/faster-rcnn-head.ts` */
export const fasterRcnnRule: TorchRule = {
  calls: 'faster_rcnn_loss',
  reads: 'inputs',
  needs: [COMPARE_ANCHORS, COMPARE_REGIONS],
  code: String.raw`def faster_rcnn_loss(target, found, truth):
    """found: all anchors; the proposed regions, and for each of them the logits of the classes and the background, and the shift of its box."""
    options, (anchors, regions, class_logits, shifts) = target['options'], found
    objects = Objects(truth, options['classes'])
    first = compare_anchors(anchors, objects, options['anchorObject'], options['anchorNothing'])
    second = compare_regions(regions, class_logits, shifts, objects, options['overlap'])
    return (first + second).mean()
`,
};
