import { defineExtremum } from './extremum';

export const max = defineExtremum('Max', 'the larger of a and b with broadcasting (ONNX Max); ties share the gradient', 'greater');
