/** A small dense network drawn unit by unit: where circles and lines stand, and which numbers belong to them. */
import type { UnitNetwork } from '../../../engine/explain/dense/unit-network';
import { UnitSymbols } from '../../../engine/explain/dense/unit-symbols';
import type { ElementPlace } from '../../../engine/explain/expression/expression';

export interface UnitCircle {
  readonly unit: number;
  readonly x: number;
  readonly y: number;
  readonly name: string;
  /** What the unit puts out. */
  readonly place: ElementPlace;
  /** The mask that may drop it. */
  readonly mask?: ElementPlace;
  readonly bias?: { readonly name: string; readonly place: ElementPlace };
}

export interface UnitEdge {
  readonly name: string;
  readonly from: UnitCircle;
  readonly to: UnitCircle;
  readonly place: ElementPlace;
  /** Where its number stands. */
  readonly labelX: number;
  readonly labelY: number;
}

export interface UnitPicture {
  readonly width: number;
  readonly height: number;
  readonly circles: readonly UnitCircle[];
  readonly edges: readonly UnitEdge[];
}

export const RADIUS = 23;
const COLUMN = 190;
const ROW = 60;
const MARGIN = 38;
/** Labels of lines from one unit stand one behind the other, so that they do not cover each other where lines cross. */
const LABEL_AT = [0.26, 0.4] as const;

export function unitPicture(network: UnitNetwork): UnitPicture {
  const symbols = new UnitSymbols(network);
  const columns = [network.inputs, ...network.layers.map(({ units }) => units)];
  const most = Math.max(...columns.map(({ length }) => length));
  const circles = columns.flatMap((units, column) =>
    units.map((unit, index): UnitCircle => {
      const layer = network.layers[column - 1];
      const { name, place } = symbols.answer(unit);
      return {
        unit,
        x: MARGIN + column * COLUMN,
        y: MARGIN + ((most - units.length) / 2 + index) * ROW,
        name,
        place: place!,
        ...(layer?.dropout && { mask: symbols.mask(unit).place! }),
        ...(layer?.biasKey !== undefined && { bias: { name: symbols.bias(unit).name, place: symbols.bias(unit).place! } }),
      };
    }),
  );
  const byUnit = new Map(circles.map((circle) => [circle.unit, circle]));
  const edges = columns.slice(1).flatMap((units, column) =>
    columns[column]!.flatMap((from) =>
      units.map((to, index): UnitEdge => {
        const [a, b] = [byUnit.get(from)!, byUnit.get(to)!];
        const { name, place } = symbols.weight(from, to);
        const along = LABEL_AT[index % 2]!;
        return { name, from: a, to: b, place: place!, labelX: a.x + (b.x - a.x) * along, labelY: a.y + (b.y - a.y) * along };
      }),
    ),
  );
  return { width: 2 * MARGIN + (columns.length - 1) * COLUMN, height: 2 * MARGIN + (most - 1) * ROW, circles, edges };
}

/** All values that the picture may show, by the names they are asked by. */
export function valuesOf({ circles, edges }: UnitPicture): readonly string[] {
  const places = [...circles.flatMap(({ place, mask, bias }) => [place, ...(mask ? [mask] : []), ...(bias ? [bias.place] : [])]), ...edges.map(({ place }) => place)];
  return [...new Set(places.map(({ value }) => value))].flatMap((name) => [name, `${name}.grad`, `${name}.next`]);
}
