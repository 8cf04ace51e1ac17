/** Calls `work(0) … work(count − 1)`, at most `limit` at once, in this order. Stops at the first failure. */
export async function inParallel(count: number, limit: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const runner = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, runner));
}
