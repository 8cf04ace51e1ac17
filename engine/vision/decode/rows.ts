/**
 * One table with a candidate in every row. Read so are the exports of YOLOv5 and v7 ([1, R, 5 + C], objectness in column 4),
 * v8, v9 and v11 ([1, 4 + C, R]), their segmentation and pose variants, v10 and other exports with suppression inside
 * ([1, 300, 6]: corners, score, class), v7 with suppression ([n, 7]: picture, corners, class, score), YOLOX (cells), and our
 * own heads ([1, R, 4 + C]).
 */
import { fail } from '../../core/diagnostic';
import type { Point } from '../answer';
import type { Size } from '../letterbox';
import type { RowsAnswer } from '../model-task';
import { at, bestScores, scoreColumnsEnd } from './best-scores';
import { boxOf, isBox, type Found } from './found';
import { sigmoid, tableOf, valuesOf, type Outputs, type Table } from './output-values';

/** The candidates with at least `score`, in pixels of the input. */
export function decodeRows(rule: RowsAnswer, outputs: Outputs, input: Size, score: number): Found[] {
  const table = rowsTable(rule, outputs);
  const { scores, labels } = bestScores(table, rule.scores);
  const cells = rule.cells && new Cells(rule.cells, input, table);
  const found: Found[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (!(scores[row]! >= score)) continue;
    const numbers = [0, 1, 2, 3].map((index) => at(table, row, rule.box.at + index)) as [number, number, number, number];
    const box = boxOf(rule.box.format, rule.box.unit, input, ...(cells ? cells.unpack(row, numbers) : numbers));
    if (isBox(box)) found.push({ ...box, label: labels[row]!, score: scores[row]!, row, ...(rule.points && { points: pointsOf(table, row, rule.points, rule.box.unit, input) }) });
  }
  return found;
}

export function rowsTable(rule: RowsAnswer, outputs: Outputs): Table {
  const masks = rule.masks ? rule.masks.at + ('size' in rule.masks ? rule.masks.size ** 2 : rule.masks.count) : 0;
  const points = rule.points ? rule.points.at + rule.points.count * rule.points.values : 0;
  return tableOf(valuesOf(outputs, rule.output), rule.candidates, Math.max(rule.box.at + 4, scoreColumnsEnd(rule.scores), masks, points));
}

function pointsOf(table: Table, row: number, { at: first, count, values, activation }: NonNullable<RowsAnswer['points']>, unit: 'pixels' | 'share', input: Size): Point[] {
  const [across, down] = unit === 'share' ? [input.width, input.height] : [1, 1];
  return Array.from({ length: count }, (_, index) => {
    const column = first + index * values;
    const told = values === 3 ? at(table, row, column + 2) : 1;
    return { x: at(table, row, column) * across, y: at(table, row, column + 1) * down, z: 0, visibility: activation === 'sigmoid' && values === 3 ? sigmoid(told) : told };
  });
}

/** Rows that are the cells of grids, one grid after the other: centres in cells from the cell's corner, sizes as exponents. */
class Cells {
  private readonly grids: readonly { readonly stride: number; readonly across: number; readonly first: number }[];

  constructor(strides: readonly number[], input: Size, { name, rows }: Table) {
    let first = 0;
    this.grids = strides.map((stride) => {
      const grid = { stride, across: Math.ceil(input.width / stride), first };
      first += grid.across * Math.ceil(input.height / stride);
      return grid;
    });
    if (first !== rows) {
      fail('output-cells', `The output “${name}” has ${rows} candidates, but grids of stride ${strides.join(', ')} over ${input.width} × ${input.height} pixels have ${first} cells.`, { expected: String(first), found: String(rows), remedy: 'Check the strides and the size of the input in the mapping.' });
    }
  }

  unpack(row: number, [x, y, width, height]: readonly [number, number, number, number]): [number, number, number, number] {
    const { stride, across, first } = this.grids.findLast((grid) => grid.first <= row)!;
    const cell = row - first;
    return [(x + (cell % across)) * stride, (y + Math.floor(cell / across)) * stride, Math.exp(width) * stride, Math.exp(height) * stride];
  }
}
