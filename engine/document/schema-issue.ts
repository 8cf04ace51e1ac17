/** Turns what zod found into a sentence that says what must stand there and what stands there instead. */
import type { z } from 'zod';
import type { JsonPath } from './json-text';

const KINDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** `graph.nodes[3].params` */
export function formatPath(path: JsonPath): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'The document' : text.replace(/^\./, '');
}

export function valueAt(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function describeFound(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (Array.isArray(value)) return 'is a list';
  if (typeof value === 'object' && value !== null) return 'is an object';
  const text = JSON.stringify(value);
  return `is ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return 'must not be empty';
      return issue.inclusive === false ? `must be more than ${issue.minimum}` : `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_union':
      if ('options' in issue && Array.isArray(issue.options)) return `must be ${issue.options.map((option) => JSON.stringify(option)).join(' or ')}`;
      return `must be ${issue.errors.flat().map((inner) => (inner.code === 'invalid_type' && KINDS[inner.expected]) || inner.message).join(' or ')}`;
    default:
      return issue.message;
  }
}

/** The node an issue stands in, by its name where it has one. */
function nodeNameAt(root: unknown, path: JsonPath): string | undefined {
  const at = path.indexOf('nodes');
  if (at < 0 || path.length < at + 2) return undefined;
  const node = valueAt(root, path.slice(0, at + 2));
  const name = valueAt(node, ['name']);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

export interface IssueSentence {
  readonly message: string;
  readonly node?: string;
}

/** One sentence, e.g. `graph.nodes[0].typeVersion (node "conv1") must be a whole number, but is "x".` */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown): IssueSentence {
  const path = issue.path as JsonPath;
  const node = nodeNameAt(root, path);
  const subject = `${formatPath(path)}${node === undefined ? '' : ` (node "${node}")`}`;
  const expected = expectation(issue);
  // Messages of our own that begin otherwise ("has …", "names …") already say what stands there.
  const found = expected.startsWith('must be ') ? `, but ${describeFound(valueAt(root, path))}` : '';
  return { message: `${subject} ${expected}${found}.`, node };
}
