const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

/** A random permanent id: 10 characters, 60 bits, so ids from different documents can be pasted into one. */
export function newId(): string {
  // 64 letters: six bits of each byte choose one without bias.
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => ALPHABET[byte & 63]).join('');
}
