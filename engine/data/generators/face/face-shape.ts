/**
 * The form of a face: its 68 points, numbered as iBUG 300-W numbers them, and the depth of its surface. One unit is half the
 * width of the face; x grows to the picture's right, y downwards from between the eyes, z away from the viewer.
 */
import type { Vector } from '../solid/vector';

export interface FaceForm {
  /** Of the jaw, the eyes, the nose and the mouth; 1 is usual. */
  readonly jaw: number;
  readonly eyes: number;
  readonly spacing: number;
  readonly nose: number;
  readonly mouth: number;
  readonly lips: number;
}

/** What the face does; 0 is at rest. */
export interface Expression {
  /** 0 … 1 */
  readonly open: number;
  /** −0.5 sad … 1 laughing */
  readonly smile: number;
  /** −0.5 frowning … 1 astonished */
  readonly brows: number;
  /** 0 … 1 */
  readonly closed: number;
}

/** A place on the face; its depth follows from `depthAt`. */
export type Place = readonly [x: number, y: number];

/** The right half of the jaw from beside the eye to the chin, as distances from the middle. */
const JAW: readonly Place[] = [[0.99, -0.1], [0.98, 0.14], [0.95, 0.37], [0.88, 0.59], [0.77, 0.79], [0.62, 0.95], [0.43, 1.07], [0.22, 1.15], [0, 1.18]];
const TOP = -1.32;
const CHIN_DROP = 0.16;

export class FaceShape {
  /** The 68 points. */
  readonly points: readonly Place[];
  private readonly outline: readonly Place[];

  constructor(
    private readonly form: FaceForm,
    expression: Expression,
  ) {
    this.outline = JAW.map(([x, y], index) => [x * (1 + (form.jaw - 1) * (index / 8)), y + CHIN_DROP * expression.open * (index / 8) ** 2]);
    this.points = [...this.jaw(), ...brows(form, expression), ...nose(form), ...eyes(form, expression), ...mouth(form, expression)];
  }

  get bottom(): number {
    return this.outline[8]![1] + 0.02;
  }

  readonly top = TOP;

  /** Half the width of the face at a height. */
  widthAt(y: number): number {
    const [[beside, level]] = this.outline as [Place];
    if (y <= level) return beside * Math.sqrt(Math.max(1 - ((y - level) / (TOP - level)) ** 2, 0));
    for (let at = 1; at < this.outline.length; at++) {
      const [[fromX, fromY], [toX, toY]] = [this.outline[at - 1]!, this.outline[at]!];
      // Rounded between the points as well, so that the chin is no corner.
      if (y <= toY) return Math.sqrt(fromX ** 2 + (toX ** 2 - fromX ** 2) * ((y - fromY) / (toY - fromY)));
    }
    return 0;
  }

  /** How far the surface lies from the plane of the ears; negative is towards the viewer. */
  depthAt(x: number, y: number): number {
    const half = this.widthAt(y);
    const round = half > 0 ? Math.sqrt(Math.max(1 - (x / half) ** 2, 0)) : 0;
    return -profile(y, this.bottom) * round + round * this.relief(x, y);
  }

  private relief(x: number, y: number): number {
    const bump = (height: number, middleX: number, middleY: number, wide: number, tall: number) => height * Math.exp(-(((Math.abs(x) - middleX) / wide) ** 2) - ((y - middleY) / tall) ** 2);
    const { form } = this;
    const ridge = -0.3 * Math.exp(-((x / (0.12 * form.nose)) ** 2)) * step(-0.35, 0.36, y) * (1 - step(0.38, 0.48, y));
    return ridge + bump(-0.1, 0.12 * form.nose, 0.36, 0.08, 0.08) + bump(0.09, 0.4 * form.spacing, -0.13, 0.2, 0.14) + bump(-0.05, 0.42, -0.42, 0.35, 0.1) + bump(-0.06, 0, 0.74, 0.3, 0.16) + bump(-0.1, 0, 1.02, 0.22, 0.14) + bump(-0.06, 0.55, 0.2, 0.25, 0.25);
  }

  place([x, y]: Place): Vector {
    return [x, y, this.depthAt(x, y)];
  }

  private jaw(): Place[] {
    const half = this.outline.map(([x, y]): Place => [0.97 * x, y]);
    return [...half.map(([x, y]): Place => [-x, y]), ...half.slice(0, 8).reverse()];
  }
}

/** The silhouette from the side: forehead, brow, mouth, chin. */
function profile(y: number, bottom: number): number {
  const upper = Math.sqrt(Math.max(1 - ((y + 0.2) / (TOP + 0.2)) ** 2, 0));
  if (y < -0.2) return 0.95 * upper;
  const down = (y + 0.2) / (bottom + 0.2);
  return 0.95 * Math.sqrt(Math.max(1 - down ** 3, 0)) * (1 - 0.06 * down);
}

function step(from: number, to: number, value: number): number {
  const share = Math.min(Math.max((value - from) / (to - from), 0), 1);
  return share * share * (3 - 2 * share);
}

/** The right one from outside inwards, then the left one from inside outwards. */
function brows({ spacing }: FaceForm, { brows: raise }: Expression): Place[] {
  const right: Place[] = [[-0.72, -0.36], [-0.6, -0.46], [-0.46, -0.49], [-0.31, -0.47], [-0.17, -0.42]];
  const raised = right.map(([x, y], index): Place => [x * (0.5 + 0.5 * spacing), y - raise * (raise > 0 ? 0.12 : 0.02 + 0.03 * index)]);
  return [...raised, ...mirrored(raised).reverse()];
}

function nose({ nose: wide }: FaceForm): Place[] {
  const base: Place[] = [[-0.17, 0.38], [-0.09, 0.41], [0, 0.43], [0.09, 0.41], [0.17, 0.38]];
  return [[0, -0.2], [0, -0.04], [0, 0.12], [0, 0.28], ...base.map(([x, y]): Place => [x * wide, y])];
}

/** The right one from its outer corner over the upper lid, then the left one from its inner corner. */
function eyes({ eyes: size, spacing }: FaceForm, { closed, smile }: Expression): Place[] {
  const level = -0.13;
  const right: Place[] = [[-0.58, -0.135], [-0.47, -0.215], [-0.33, -0.215], [-0.22, -0.12], [-0.33, -0.075], [-0.47, -0.08]];
  const moved = right.map(([x, y], index): Place => {
    const isUpper = index === 1 || index === 2;
    const isLower = index === 4 || index === 5;
    const lid = isUpper ? (y - level) * size * (1 - 1.35 * closed) : isLower ? (y - level) * size * (1 - 0.25 * Math.max(smile, 0)) : y - level;
    return [-0.4 * spacing + (x + 0.4) * size, level + lid];
  });
  const [outer, first, second, inner, third, fourth] = mirrored(moved) as [Place, Place, Place, Place, Place, Place];
  return [...moved, inner, second, first, outer, fourth, third];
}

/** The outer edge of the lips from the right corner over the upper lip, then the inner one. */
function mouth({ mouth: wide, lips }: FaceForm, { open, smile }: Expression): Place[] {
  const line = 0.72;
  const corner = 0.36 * wide * (1 + 0.18 * Math.max(smile, 0) - 0.12 * open);
  const lift = (share: number) => -0.11 * smile * share ** 2 + (smile < 0 ? 0 : 0.025 * smile);
  const upper = (share: number, height: number): Place => [share * corner, line - height + lift(Math.abs(share)) - 0.03 * open * (1 - Math.abs(share))];
  const lower = (share: number, height: number): Place => [share * corner, line + height + lift(Math.abs(share)) + 0.3 * open * (1 - Math.abs(share) ** 2)];
  return [
    upper(-1, 0), upper(-0.6, 0.07 * lips), upper(-0.25, 0.105 * lips), upper(0, 0.09 * lips), upper(0.25, 0.105 * lips), upper(0.6, 0.07 * lips), upper(1, 0),
    lower(0.6, 0.095 * lips), lower(0.28, 0.14 * lips), lower(0, 0.15 * lips), lower(-0.28, 0.14 * lips), lower(-0.6, 0.095 * lips),
    upper(-0.84, 0), upper(-0.3, 0.018), upper(0, 0.013), upper(0.3, 0.018), upper(0.84, 0),
    lower(0.3, 0.012), lower(0, 0.016), lower(-0.3, 0.012),
  ];
}

function mirrored(places: readonly Place[]): Place[] {
  return places.map(([x, y]) => [-x, y]);
}
