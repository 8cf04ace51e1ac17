import { defineExtremum } from './extremum';

export const min = defineExtremum('Min', 'the smaller of a and b with broadcasting (ONNX Min); ties share the gradient', 'less');
