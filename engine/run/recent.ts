/** A few values that are dear to make, the most recently used ones; the others are closed. */
export class Recent<T> {
  private readonly kept = new Map<string, Promise<T>>();

  /** `close` is called once for every value that was made and leaves. */
  constructor(private readonly most: number, private readonly close: (value: T) => Promise<void> = async () => undefined) {}

  /** A value that could not be made is not kept. */
  async get(key: string, make: () => Promise<T>): Promise<T> {
    const value = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, value);
    while (this.kept.size > this.most) await this.drop(this.kept.keys().next().value!);
    try {
      return await value;
    } catch (error) {
      if (this.kept.get(key) === value) this.kept.delete(key);
      throw error;
    }
  }

  async clear(): Promise<void> {
    for (const key of this.kept.keys()) await this.drop(key);
  }

  private async drop(key: string): Promise<void> {
    const value = this.kept.get(key)!;
    this.kept.delete(key);
    const made = await value.catch(() => undefined);
    if (made !== undefined) await this.close(made);
  }
}
