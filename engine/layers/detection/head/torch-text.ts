/** Answers of heads in PyTorch: the same arithmetic over the same places, written as one expression. */
import type { Places } from './places';

export interface TorchText {
  /** The maps side by side, [N, K, R]; `answer` writes an expression over it, which it is handed as `t`. */
  over(answer: string): string;
  /** The maps as they are. */
  readonly maps: readonly string[];
  readonly places: Places;
  /** Rows of constants, [R], with the type of `t`. */
  readonly column: string;
  readonly row: string;
  readonly strideX: string;
  readonly strideY: string;
  readonly anchorWidth: string;
  readonly anchorHeight: string;
}

export function torchHead(maps: readonly string[], places: Places): TorchText {
  const { scales, anchorsPerCell: each, anchorWidth, anchorHeight } = places;
  const joined = (parts: readonly string[]) => `torch.cat([${parts.join(', ')}]).to(t)`;
  const repeated = (value: (index: number) => number) => joined(scales.map(({ rows, columns }, index) => `torch.full((${each * rows * columns},), ${value(index)})`));
  // The anchors of a scale follow each other, each over all cells.
  const anchors = (sides: readonly number[]) => {
    let at = 0;
    const parts = scales.flatMap(({ rows, columns }) => Array.from({ length: sides.length > 0 ? each : 0 }, () => {
      const side = sides[at]!;
      at += rows * columns;
      return `torch.full((${rows * columns},), ${pythonFloat(side)})`;
    }));
    return joined(parts);
  };
  return {
    maps,
    places,
    over: (answer) => `(lambda t: ${answer})(torch.cat([m.flatten(2).unflatten(1, (${each}, m.shape[1] // ${each})).transpose(1, 2).flatten(2) for m in (${maps.join(', ')},)], 2))`,
    column: joined(scales.map(({ rows, columns }) => `torch.arange(${columns}).repeat(${each * rows})`)),
    row: joined(scales.map(({ rows, columns }) => `torch.arange(${rows}).repeat_interleave(${columns}).repeat(${each})`)),
    strideX: repeated((index) => scales[index]!.strideX),
    strideY: repeated((index) => scales[index]!.strideY),
    anchorWidth: anchors(anchorWidth),
    anchorHeight: anchors(anchorHeight),
  };
}

function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** The answer [N, R, 4 + C] of values [N, ·, R]. */
export function torchAnswer(parts: readonly string[]): string {
  return `torch.cat([${parts.join(', ')}], 1).transpose(1, 2)`;
}

/** The box of distances `d` [N, 4, R] from the middle of each cell: centre and sides. */
export function torchDistances({ column, row, strideX, strideY }: TorchText): string[] {
  return [
    `(${column} + 0.5 + (d[:, 2:3] - d[:, :1]) / 2) * ${strideX}`,
    `(${row} + 0.5 + (d[:, 3:] - d[:, 1:2]) / 2) * ${strideY}`,
    `(d[:, :1] + d[:, 2:3]) * ${strideX}`,
    `(d[:, 1:2] + d[:, 3:]) * ${strideY}`,
  ];
}
