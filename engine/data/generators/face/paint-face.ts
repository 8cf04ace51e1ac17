/** A head on a `SolidCanvas`: a curved face that eyes, brows and lips are painted on, hair, ears, neck and shoulders. */
import type { Ball, SolidCanvas } from '../solid/solid-canvas';
import { paintPatch } from '../solid/solid-patch';
import { rotated, rotationOf, type Turn, type Vector } from '../solid/vector';
import { FaceShape, type Expression, type FaceForm, type Place } from './face-shape';
import { faceColours, type FaceLook } from './face-colours';

/** A head as it is held before the camera. */
export interface HeldHead {
  readonly form: FaceForm;
  readonly expression: Expression;
  readonly turn: Turn;
  /** Where the middle between the eyes and the mouth stands, in pixels. */
  readonly at: readonly [number, number];
  /** Half the width of the face, in pixels. */
  readonly size: number;
  readonly look: FaceLook;
}

/** The point that the head turns about, in units of the face. */
const MIDDLE: Vector = [0, 0.2, 0.1];
/** How far away the eye is. */
const EYE = 9;

type Placer = (place: Vector) => Vector;

function placer({ turn, at, size }: HeldHead): Placer {
  const rotation = rotationOf(turn);
  return (place) => {
    const [x, y, z] = rotated(rotation, [place[0] - MIDDLE[0], place[1] - MIDDLE[1], place[2] - MIDDLE[2]]);
    const nearness = (EYE / (EYE + z)) * size;
    return [at[0] + x * nearness, at[1] + y * nearness, z * size];
  };
}

/** The 68 points in pixels with their depth. */
export function placeFace(head: HeldHead): Vector[] {
  const place = placer(head);
  const shape = new FaceShape(head.form, head.expression);
  return shape.points.map((point) => place(shape.place(point)));
}

const ROWS = 44;
const COLUMNS = 36;

export function paintFace(canvas: SolidCanvas, head: HeldHead): void {
  const place = placer(head);
  const shape = new FaceShape(head.form, head.expression);
  paintBehind(canvas, head, place);
  const colourAt = faceColours(shape, head.look);
  // Rows and columns stand closer where the surface turns away.
  const there = (across: number, down: number): Place => {
    const y = shape.top + (shape.bottom - shape.top) * 0.5 * (1 - Math.cos(Math.PI * down));
    return [Math.sin((across - 0.5) * Math.PI) * shape.widthAt(y), y];
  };
  paintPatch(canvas, {
    rows: ROWS,
    columns: COLUMNS,
    place: (across, down) => place(shape.place(there(across, down))),
    paint: (across, down) => colourAt(there(across, down)),
  });
}

/** Ears, the back of the head, neck and shoulders. */
function paintBehind(canvas: SolidCanvas, { size, look }: HeldHead, place: Placer): void {
  const ball = (at: Vector, radius: number): Ball => ({ at: place(at), radius: radius * size });
  const { skin, hair, hairLength, clothes } = look;
  canvas.ball(ball([0, -0.22, 0.42], 1.02), hairLength < 0 ? skin : hair);
  canvas.limb(ball([0, 0.7, 0.45], 0.52), ball([0, 1.8, 0.6], 0.55), skin, true);
  canvas.limb(ball([-1.5, 2.25, 0.7], 0.6), ball([1.5, 2.25, 0.7], 0.6), clothes, true);
  canvas.limb(ball([0, 1.9, 0.6], 0.62), ball([0, 3, 0.6], 1.1), clothes, true);
  for (const side of [-1, 1]) {
    canvas.limb(ball([side * 1.0, -0.16, 0.14], 0.13), ball([side * 0.97, 0.2, 0.1], 0.09), skin);
    if (hairLength > 0.45) canvas.limb(ball([side * 0.88, -0.55, 0.3], 0.32), ball([side * 0.95, -0.3 + 1.9 * hairLength, 0.42], 0.26), hair, true);
  }
  canvas.soften(0.08 * size);
}
