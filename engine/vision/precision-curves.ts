/**
 * Precision over recall as it is drawn: at recalls 0, 0.01, … 1, the best precision that is still reached there. The mean of a
 * curve is the average precision of the same name, so the area under what is drawn is the number beside it.
 */
import { IOU_THRESHOLDS, precisionAtRecalls, precisionRecall, type ClassRecord, type DetectionRecord } from './average-precision';

/** 101 precisions, 0 to 1, each. */
export interface PrecisionCurve {
  /** Where half an overlap makes a box right. */
  readonly ap50: readonly number[];
  /** The mean over the thresholds 0.50 … 0.95. */
  readonly ap: readonly number[];
}

export interface PrecisionCurves {
  /** The mean over the classes that have objects; missing where none has. */
  readonly all?: PrecisionCurve;
  /** By class; nothing where there is none of it to be found. */
  readonly classes: readonly (PrecisionCurve | null)[];
}

export function precisionCurves(record: DetectionRecord): PrecisionCurves {
  const classes = record.map(curveOf);
  const known = classes.filter((curve) => curve !== null);
  return { ...(known.length > 0 && { all: { ap50: meanOf(known.map(({ ap50 }) => ap50)), ap: meanOf(known.map(({ ap }) => ap)) } }), classes };
}

function curveOf(of: ClassRecord): PrecisionCurve | null {
  const curves = IOU_THRESHOLDS.flatMap((_, threshold) => {
    const curve = precisionRecall(of, threshold);
    return curve ? [precisionAtRecalls(curve)] : [];
  });
  return curves.length > 0 ? { ap50: curves[0]!, ap: meanOf(curves) } : null;
}

function meanOf(curves: readonly (readonly number[])[]): number[] {
  return curves[0]!.map((_, place) => curves.reduce((sum, curve) => sum + curve[place]!, 0) / curves.length);
}
