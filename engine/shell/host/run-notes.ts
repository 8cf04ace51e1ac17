/** What a person has written about a run. It lies in the run's folder, apart from the record that the engine writes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../../files/atomic-write';

const notesSchema = z.looseObject({ title: z.string().optional(), note: z.string().optional() });

export interface RunNotes {
  readonly title?: string;
  readonly note?: string;
}

const fileIn = (run: string): string => join(run, 'notes.json');

/** A file that is missing or damaged counts as never written. */
export async function readNotes(run: string): Promise<RunNotes> {
  try {
    const { title, note } = notesSchema.parse(JSON.parse(await readFile(fileIn(run), 'utf8')));
    return { ...(title && { title }), ...(note && { note }) };
  } catch {
    return {};
  }
}

/** What is not given stays; an empty text takes it away. */
export async function writeNotes(run: string, changes: RunNotes): Promise<void> {
  const trimmed = Object.fromEntries(Object.entries(changes).map(([key, text]: [string, string]) => [key, text.trim()]));
  const notes = { ...(await readNotes(run)), ...trimmed };
  await writeFileAtomically(fileIn(run), [new TextEncoder().encode(`${JSON.stringify(notes, null, 2)}\n`)]);
}
