/** The contract of a command: one thing a person can do, for buttons, search, keys and the list of shortcuts alike. */
export type CommandGroup = 'File' | 'Edit' | 'Layers' | 'Wires' | 'Blocks' | 'Arrange' | 'Run' | 'Go' | 'View' | 'Labels' | 'Learn' | 'Templates';

export interface Command {
  /** Permanent: chosen shortcuts are kept under it. */
  readonly id: string;
  /** What it does, as on a button. */
  readonly title: string;
  readonly group: CommandGroup;
  /** In the notation of tinykeys: `$mod+k`. The first is shown; a person may choose another. */
  readonly keys?: readonly string[];
  /** Where its keys count: while labels are shown. There they come before those of other commands. */
  readonly scope?: 'labels';
  /** More words that a search finds it by. */
  readonly words?: string;
  /** Why it cannot be done now, as a sentence; undefined where it can. */
  unavailable?(): string | undefined;
  run(): void;
}
