/** Whether a run whose engine died goes on by itself. A machine without enough memory would kill it for ever. */
const PATIENCE = 3;

export class ResumePolicy {
  private furthest = -1;
  private failures = 0;
  private run: string | undefined;

  /** `step` is how far the run had come. Returns false once it has failed three times without getting any further. */
  shouldResume(run: string, step: number): boolean {
    if (run !== this.run || step > this.furthest) this.failures = 0;
    if (run !== this.run) this.furthest = -1;
    this.run = run;
    this.furthest = Math.max(this.furthest, step);
    return ++this.failures <= PATIENCE;
  }
}
