const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const LENGTH = 10;

/** Asking the system for a few bytes takes as long as for many: these last for a hundred ids. */
const pool = new Uint8Array(100 * LENGTH);
let used = pool.length;

/** A random permanent id: 10 characters, 60 bits, so ids from different documents can be pasted into one. */
export function newId(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  let id = '';
  // 64 letters: six bits of each byte choose one without bias.
  for (const end = used + LENGTH; used < end; used++) id += ALPHABET[pool[used]! & 63];
  return id;
}
