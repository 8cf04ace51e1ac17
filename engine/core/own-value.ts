/** What a record holds under a name; undefined for what it only inherits, such as `constructor`: names come from files and people. */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
