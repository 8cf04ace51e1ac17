/** As people write it: 0.5, −1.25, 3; at most four digits after the point. */
export function plainNumber(value: number): string {
  return String(Number(value.toFixed(4))).replace('-', '−');
}
