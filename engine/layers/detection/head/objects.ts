/** The objects of the pictures of a batch, as heads compare with them. */
import { float32Tensor } from '../../../core/dtype';
import type { Shape } from '../../../core/shape';
import { channels, type Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';

/** Values of one object: centre, size, class. */
export const OBJECT_VALUES = 5;

export interface Objects {
  readonly most: number;
  /** [N, M, 1] each; what only fills up the list has no size. */
  readonly box: Box;
  /** [N, M, 1]: 1 for an object, 0 for what only fills up. */
  readonly present: Value;
  /** [N, 4, M]: what `matched` hands to places. */
  readonly boxes: Value;
  /** [N, C, M]: a 1 at each object's class. */
  readonly classes: Value;
}

/** `target` is [N, M, 5]; the class of what only fills up is −1. */
export function readObjects(b: Builder, target: Value, classCount: number): Objects {
  const most = target.shape[1] as number;
  const turned = b.transposeLast(target);
  const value = (index: number) => b.reshape(channels(b, turned, index, index + 1), [target.shape[0]!, most, 1]);
  const label = channels(b, turned, 4, 5);
  return {
    most,
    box: { x: value(0), y: value(1), width: value(2), height: value(3) },
    present: truth(b, b.greater(value(4), -0.5)),
    boxes: channels(b, turned, 0, 4),
    classes: truth(b, b.equal(label, classNumbers(b, classCount))),
  };
}

/** What is compared: so many objects of each picture. */
export function objectsShape(most: number): Shape {
  return [most, OBJECT_VALUES];
}

function classNumbers(b: Builder, count: number): Value {
  return b.constant(float32Tensor([count, 1], Float32Array.from({ length: count }, (_, index) => index)));
}

/** 1 where it holds, else 0. */
export function truth(b: Builder, condition: Value): Value {
  return b.cast(condition, 'float32');
}
