import { defineInitializer, elements, fillNormal } from './define-initializer';

export const orthogonal = defineInitializer({
  name: 'orthogonal',
  title: 'Orthogonal',
  summary: 'Orthonormal rows (or columns, where there are fewer of them) of the [first axis, rest] matrix (Saxe et al. 2013)',
  takesAmount: false,
  fill: (context) => {
    const rows = context.shape[0] ?? 1;
    const columns = elements(context.shape) / rows;
    const drawn = fillNormal(context, 1);
    return rows <= columns ? orthonormalRows(drawn, rows, columns) : transpose(orthonormalRows(transpose(drawn, rows, columns), columns, rows), columns, rows);
  },
});

/** Gram–Schmidt in double precision, projecting twice because once loses orthogonality to rounding. */
function orthonormalRows(values: Float32Array, rows: number, columns: number): Float32Array {
  const done: Float64Array[] = [];
  for (let row = 0; row < rows; row++) {
    const vector = Float64Array.from(values.subarray(row * columns, (row + 1) * columns));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of done) {
        const overlap = dot(vector, other);
        for (let index = 0; index < columns; index++) vector[index]! -= overlap * other[index]!;
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    done.push(vector.map((value) => value / length));
  }
  return Float32Array.from({ length: rows * columns }, (_, index) => done[Math.floor(index / columns)]![index % columns]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!);
}
