/** Answers of the host about one step, kept while that step is shown: what was looked at before, or was asked for ahead, is there at once. */

/** Pages of numbers are the largest, at most half a megabyte each. */
const MOST = 32;

export class KeptAnswers {
  private of: object | undefined;
  private readonly answers = new Map<string, Promise<unknown>>();

  /** The answer about the step `of`, asked for where it is not known; what failed is asked again. The oldest are forgotten. */
  get<T>(of: object, key: string, ask: () => Promise<T>): Promise<T> {
    if (of !== this.of) this.answers.clear();
    this.of = of;
    const answer = (this.answers.get(key) as Promise<T> | undefined) ?? this.asked(key, ask);
    // The newest stand last.
    this.answers.delete(key);
    this.answers.set(key, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= MOST) break;
      this.answers.delete(oldest);
    }
    return answer;
  }

  private asked<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const answer = ask();
    answer.catch(() => {
      if (this.answers.get(key) === answer) this.answers.delete(key);
    });
    return answer;
  }
}
