/**
 * ONNX operators written with the ops of the engine: what can be written so infers its sizes, has gradients and is exported
 * as the operator it was. An operator that is not here passes through (`OnnxNode`).
 */
import type { Builder } from '../builder';
import { OpShapeError } from '../define-op';
import type { Value } from '../graph';
import { ARRANGING } from './arrange';
import { CHOOSING } from './choose';
import { COMPUTING } from './compute';
import { ELEMENTWISE } from './elementwise';
import type { OnnxOperands, Translation } from './translate';

const TRANSLATIONS: Readonly<Record<string, Translation>> = { ...ELEMENTWISE, ...ARRANGING, ...CHOOSING, ...COMPUTING };

/** Comparisons and logic give or take bools; all else that is calculated with is float32. */
const ANY_TYPE = new Set([...Object.keys(ARRANGING).filter((op) => op !== 'Pad'), ...Object.keys(CHOOSING), 'Identity', 'Dropout', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'And', 'Not', 'Where', 'Cast']);

/** Operands without which an operator is no operator; one for those that are not named. A damaged file may have fewer. */
const LEAST_OPERANDS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'And', 'PRelu', 'MatMul', 'Gemm', 'Conv', 'ConvTranspose', 'LayerNormalization', 'Reshape', 'Unsqueeze', 'Expand', 'Pad', 'Gather', 'GatherElements', 'GatherND', 'TopK'].map((op) => [op, 2])),
  Where: 3,
  Slice: 3,
  BatchNormalization: 5,
};

/** Whether the operator can have a gradient here, whatever its operands. */
export function isTranslated(op: string, domain: string): boolean {
  return domain === '' && Object.hasOwn(TRANSLATIONS, op);
}

/** Whether the operand is a shape, which may hold the batch: it is read while the network is written, and no value. */
export function isShapeOperand(op: string, domain: string, index: number): boolean {
  return domain === '' && index === 1 && (op === 'Reshape' || op === 'Expand');
}

/** The results of an operator; undefined where it, or this form of it, cannot be written with our ops. Throws OpShapeError. */
export function translate(b: Builder, op: string, domain: string, operands: OnnxOperands): readonly Value[] | undefined {
  if (!isTranslated(op, domain)) return undefined;
  if (!ANY_TYPE.has(op) && !operands.inputs.every((input) => input === undefined || input.dtype === 'float32' || isIndex(op, input))) return undefined;
  const least = LEAST_OPERANDS[op] ?? 1;
  if (operands.inputs.length < least || operands.inputs.slice(0, least).includes(undefined)) return undefined;
  return TRANSLATIONS[op]!(b, operands);
}

/** Operands that name axes or count elements, and flags. */
function isIndex(op: string, input: Value): boolean {
  return ((op.startsWith('Reduce') || op === 'Pad') && input.dtype === 'int64') || (op === 'Dropout' && input.dtype === 'bool');
}

/** The same, with what does not fit counting as not written. */
export function tryTranslate(b: Builder, op: string, domain: string, operands: OnnxOperands): readonly Value[] | undefined {
  try {
    return translate(b, op, domain, operands);
  } catch (error) {
    // Sizes that are known only at run time are no fault of the network.
    if (error instanceof OpShapeError || (error instanceof Error && /only known at run time/.test(error.message))) return undefined;
    throw error;
  }
}
