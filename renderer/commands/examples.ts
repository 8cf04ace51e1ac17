/** The worked examples of a course. */
import { EXAMPLES } from '../../engine/examples';
import { openExample } from '../examples/open-example';
import { useExample } from '../examples/example-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const exampleCommands: readonly Command[] = EXAMPLES.map((example) => ({
  id: `example:${example.id}`,
  title: `Example: ${example.title}`,
  group: 'Learn',
  words: `worked exercise course ${example.kind} ${example.task}`,
  run: () => openExample(example),
}));

export const personalNumbers: Command = {
  id: 'personal-numbers',
  title: 'Numbers per student…',
  group: 'Learn',
  words: 'exercise sheet seed id answers print exam',
  unavailable: () => needsDocument() ?? (useExample.getState().example ? undefined : 'Open an example first.'),
  run: () => useExample.setState({ isPersonalOpen: true }),
};
