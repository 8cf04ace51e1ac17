/**
 * What a network that sees answers about one picture, whatever made it: a network of the canvas, an exported file, a model
 * from elsewhere. Decoders end here; overlays, metrics and the command line begin here. No Node imports: the live worker
 * of the window uses this folder too.
 *
 * Positions are pixels of the picture as it was given, before any resizing; x grows to the right, y downwards.
 */

/** One object that was found. */
export interface Detection {
  /** Left edge. */
  readonly x: number;
  /** Upper edge. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Index into the class names. */
  readonly label: number;
  /** 0 … 1 */
  readonly score: number;
  /** The object's own pixels, where the network tells them. */
  readonly mask?: Mask;
  /** The object's own points, where the network tells them. */
  readonly points?: readonly Point[];
}

/** A point of a body, a hand or a face. */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** Towards the viewer is negative, in the scale of x; 0 where the network does not say. */
  readonly z: number;
  /** 0 … 1: how sure the network is that the point can be seen. */
  readonly visibility: number;
  /** Whether the place was worked out from other points or earlier frames. */
  readonly isInferred?: boolean;
}

/** A class or a yes/no for every pixel of a part of the picture. */
export interface Mask {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Row by row; class indices, or 0 and 1 for one object. */
  readonly data: Uint8Array;
}

/** How points of one kind belong together: `hand` has 21, `pose` 33. */
export interface Skeleton {
  readonly name: string;
  readonly points: readonly string[];
  /** Pairs of point indices that are joined by a line. */
  readonly edges: readonly (readonly [number, number])[];
  /** Pairs of point indices that change places when the picture is mirrored. */
  readonly mirrored: readonly (readonly [number, number])[];
}

/** A set of landmarks that was found and followed. */
export interface LandmarkSet {
  /** The same for the same thing from frame to frame; −1 where nothing is followed. */
  readonly track: number;
  readonly score: number;
  readonly points: readonly Point[];
}

export type VisionAnswer =
  | { readonly kind: 'classes'; readonly scores: Float32Array; readonly classes: readonly string[] }
  | { readonly kind: 'boxes'; readonly detections: readonly Detection[]; readonly classes: readonly string[]; readonly skeleton?: Skeleton }
  | { readonly kind: 'mask'; readonly mask: Mask; readonly classes: readonly string[] }
  | { readonly kind: 'points'; readonly sets: readonly LandmarkSet[]; readonly skeleton: Skeleton };
