/**
 * Boxes, scores and labels in outputs of their own: exports with suppression inside (num_dets, det_boxes, det_scores,
 * det_classes), models of the DETR family, TensorFlow and torchvision detectors, YOLO-NAS and YOLOv4.
 */
import { fail } from '../../core/diagnostic';
import type { Size } from '../letterbox';
import type { TablesAnswer } from '../model-task';
import { bestOf, type Best } from './best-scores';
import { boxOf, isBox, type Found } from './found';
import { sigmoid, valuesOf, type Outputs, type Values } from './output-values';

export function decodeTables(rule: TablesAnswer, outputs: Outputs, input: Size, score: number): Found[] {
  const boxes = valuesOf(outputs, rule.boxes.output);
  const rows = boxes.data.length / 4;
  if (!Number.isInteger(rows)) fail('output-boxes', `The output “${boxes.name}” has ${boxes.data.length} numbers, which are no boxes of 4.`, { expected: '4 numbers per candidate', found: String(boxes.data.length), remedy: 'Choose the output with the boxes in the mapping.' });
  const { scores, labels } = rule.labels ? labelled(rule, outputs, rows) : scored(rule, outputs, rows);
  const counted = rule.count ? Math.min(rows, valuesOf(outputs, rule.count.output).data[0] ?? rows) : rows;
  const found: Found[] = [];
  for (let row = 0; row < counted; row++) {
    if (!(scores[row]! >= score) || labels[row]! < 0) continue;
    const box = boxOf(rule.boxes.format, rule.boxes.unit, input, boxes.data[row * 4]!, boxes.data[row * 4 + 1]!, boxes.data[row * 4 + 2]!, boxes.data[row * 4 + 3]!);
    if (isBox(box)) found.push({ ...box, label: labels[row]!, score: scores[row]!, row });
  }
  return found;
}

/** One score beside one label. */
function labelled({ scores: { output, activation }, labels, background }: TablesAnswer, outputs: Outputs, rows: number): Best {
  const scores = perCandidate(valuesOf(outputs, output), rows).data;
  const first = background === 'first' ? 1 : 0;
  return {
    scores: activation === 'none' ? scores : scores.map(sigmoid),
    labels: Int32Array.from(perCandidate(valuesOf(outputs, labels!.output), rows).data, (label) => Math.round(label) - first),
  };
}

/** A score per class, of which the best counts; background takes part in the softmax only. */
function scored({ scores: { output, activation }, background }: TablesAnswer, outputs: Outputs, rows: number): Best {
  const values = valuesOf(outputs, output);
  const columns = rows === 0 ? 1 : values.data.length / rows;
  if (!Number.isInteger(columns)) uneven(values, rows);
  const table = { name: values.name, rows, columns, data: values.data, rowStep: columns, columnStep: 1 };
  const best = bestOf(table, 0, columns, activation);
  if (background === 'none') return best;
  const nothing = background === 'first' ? 0 : columns - 1;
  return { scores: best.scores, labels: best.labels.map((label) => (label === nothing ? -1 : label - (background === 'first' ? 1 : 0))) };
}

function perCandidate(values: Values, rows: number): Values {
  return values.data.length === rows ? values : uneven(values, rows);
}

function uneven(values: Values, rows: number): never {
  return fail('output-rows', `The output “${values.name}” has ${values.data.length} numbers for ${rows} boxes.`, { expected: `a multiple of ${rows}`, found: String(values.data.length), remedy: 'Choose the output that belongs to the boxes in the mapping.' });
}
