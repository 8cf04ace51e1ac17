/** What stands in the tables of optimizers, schedules, losses and initializers: complete, found under its own name, printable. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { INITIALIZERS } from '../../engine/initializers/index';
import { LOSSES } from '../../engine/losses/index';
import { OPTIMIZERS } from '../../engine/optimizers/index';
import { SCHEDULES } from '../../engine/schedules/index';

interface Entry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
}

const TABLES: readonly [folder: string, table: Readonly<Record<string, Entry>>][] = [
  ['initializers', INITIALIZERS],
  ['losses', LOSSES],
  ['optimizers', OPTIMIZERS],
  ['schedules', SCHEDULES],
];

describe.each(TABLES)('%s', (folder, table) => {
  test('every file is in the table, under its own name', () => {
    const shared = ['index', 'adaptive-moments'];
    const files = readdirSync(`engine/${folder}`).filter((file) => file.endsWith('.ts')).map((file) => file.replace(/\.ts$/, ''));
    const expected = files.filter((file) => !shared.includes(file) && !file.startsWith('define-'));
    expect(Object.keys(table).sort()).toEqual(expected.sort());
    for (const [name, entry] of Object.entries(table)) expect(entry.name).toBe(name);
  });

  test.each(Object.values(table))('$name is described, in text that can be printed', (entry) => {
    expect(entry.title).not.toBe('');
    expect(entry.summary.length).toBeGreaterThan(5);
    // An escape eaten by a tool leaves a control character where a formula had a backslash.
    for (const text of texts(entry)) expect([...text].every((character) => character >= ' '), text).toBe(true);
  });
});

/** Every string in a definition, however deep. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
