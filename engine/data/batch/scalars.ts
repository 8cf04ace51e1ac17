import type { CategoryBinding, NumberBinding } from '../bindings';
import { preprocessNumber } from '../preprocess';
import { numbersAlone, type BindingRule } from './binding-rule';

const layout = () => ({ pictures: [], numbers: [1] });

export const numberRule: BindingRule<NumberBinding> = {
  columnKind: 'number',
  layout,
  tensor: (_, rows) => ({ dtype: 'float32', shape: [rows, 1], data: new Float32Array(rows) }),
  fit: (cell) => numbersAlone(Float64Array.of(cell as number)),
  write({ numbers: [value] }, { steps = [] }, data, place) {
    data[place] = preprocessNumber(value![0]!, steps);
  },
};

export const categoryRule: BindingRule<CategoryBinding> = {
  columnKind: 'category',
  layout,
  tensor: (_, rows) => ({ dtype: 'int32', shape: [rows], data: new Int32Array(rows) }),
  fit: (cell) => numbersAlone(Float64Array.of(cell as number)),
  write({ numbers: [label] }, _, data, place) {
    data[place] = label![0]!;
  },
};
