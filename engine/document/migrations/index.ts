/**
 * How documents of older format versions are brought to the present one: one file per step in this folder, one line in
 * the table. A step sees raw JSON, because the types of old versions are gone.
 */
import type { JsonObject } from '../model';

export interface FormatMigration {
  /** The version this step reads; it writes the next one. */
  readonly from: number;
  readonly apply: (document: JsonObject) => JsonObject;
}

/** In ascending order, without gaps, up to the version before the present one. */
export const FORMAT_MIGRATIONS: readonly FormatMigration[] = [];

/** `document` as version `to`. Throws a plain error where the table has a gap: that is our mistake, not the person's. */
export function migrateFormat(document: JsonObject, to: number, table: readonly FormatMigration[] = FORMAT_MIGRATIONS): JsonObject {
  let current = document;
  for (let version = document.version as number; version < to; version++) {
    const step = table.find(({ from }) => from === version);
    if (!step) throw new Error(`there is no migration from document format ${version} to ${version + 1}`);
    current = { ...step.apply(current), version: version + 1 };
  }
  return current;
}
