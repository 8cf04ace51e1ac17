import { setImmediate } from 'node:timers/promises';

/**
 * Whose turn it is on the thread that reads data. Generated pictures are painted without a pause, and windows ask for those of
 * many data sets at once: a few are made after another, and none while anything else waits for its answer.
 */
export class PictureTurns {
  private underWay: Promise<unknown> = Promise.resolve();
  private readonly questions = new Set<Promise<unknown>>();

  /** Pictures wait until this is answered, whatever becomes of it. */
  first<T>(answer: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = answer.then(() => undefined, () => undefined).then(() => this.questions.delete(settled));
    this.questions.add(settled);
    return answer;
  }

  /** Makes a few pictures once those before them are made. */
  paint<T>(make: () => Promise<T>): Promise<T> {
    const made = this.underWay.then(() => this.nothingElse()).then(make);
    this.underWay = made.catch(() => undefined);
    return made;
  }

  private async nothingElse(): Promise<void> {
    do {
      await Promise.all(this.questions);
      // Messages that have come in meanwhile are taken here.
      await setImmediate();
    } while (this.questions.size > 0);
  }
}
