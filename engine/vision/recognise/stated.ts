/**
 * What an exporter states in the metadata of a file. Ultralytics writes `task`, `names`, `imgsz` (height, width), `stride`,
 * `kpt_shape` and `end2end`, each as Python prints it (`ultralytics/engine/exporter.py`); YOLOv5 writes `names` and `stride`.
 */
import { readPython, type PythonValue } from './python-literal';

export interface Stated {
  /** `detect`, `segment`, `pose`, `classify`, `obb`. */
  readonly task?: string;
  readonly classes: readonly string[];
  readonly size?: { readonly width: number; readonly height: number };
  /** Points per object, and numbers per point. */
  readonly points?: { readonly count: number; readonly values: 2 | 3 };
  /** “Ultralytics YOLOv8n model …”: who wrote the file and what it is. */
  readonly description?: string;
}

export function statedIn(metadata: Readonly<Record<string, string>>): Stated {
  const read = (key: string): PythonValue | undefined => (metadata[key] === undefined ? undefined : readPython(metadata[key]));
  const size = numbers(read('imgsz'));
  const points = numbers(read('kpt_shape'));
  return {
    classes: namesOf(read('names')),
    ...(metadata['task'] && { task: metadata['task'] }),
    ...(metadata['description'] && { description: metadata['description'] }),
    ...(size.length === 2 && size.every((length) => length > 0) && { size: { height: size[0]!, width: size[1]! } }),
    ...(points.length === 2 && (points[1] === 2 || points[1] === 3) && { points: { count: points[0]!, values: points[1] } }),
  };
}

/** A list, or a mapping from class numbers; numbers without a name are called by their number. */
function namesOf(value: PythonValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (!(value instanceof Map)) return [];
  const named = [...value].map(([key, name]) => [Number(key), String(name)] as const).filter(([index]) => Number.isInteger(index) && index >= 0 && index < 100_000);
  const count = named.reduce((most, [index]) => Math.max(most, index + 1), 0);
  const byIndex = new Map(named);
  return Array.from({ length: count }, (_, index) => byIndex.get(index) ?? `class ${index}`);
}

function numbers(value: PythonValue | undefined): number[] {
  const list = Array.isArray(value) ? value : typeof value === 'number' ? [value, value] : [];
  return list.filter((one): one is number => Number.isInteger(one));
}
