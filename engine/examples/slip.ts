/** Whether notes print a mistake: they round, and a slip differs by more than a unit in its last place. */
export function isSlip(printed: number | null | undefined, right: number | null | undefined): printed is number {
  return typeof printed === 'number' && typeof right === 'number' && Math.abs(printed - right) > 1.01 * lastPlace(printed);
}

function lastPlace(value: number): number {
  return 10 ** -(String(value).split('.')[1]?.length ?? 0);
}
