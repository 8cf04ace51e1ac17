/** Which names may stand in an archive: those that are plain relative files on every system. */

const MAX_LENGTH = 1000;
/** Device names of Windows, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Why `name` is refused, as the end of a sentence; undefined where it is safe. */
export function unsafeNameReason(name: string): string | undefined {
  if (name === '' || name.length > MAX_LENGTH) return 'its name is empty or too long';
  if (name.includes('\\')) return 'its name contains a backslash';
  if (name.startsWith('/')) return 'its name begins at the root of the disk';
  // A colon is a drive letter or an alternate data stream.
  if (name.includes(':')) return 'its name contains a colon';
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'its name contains a control character';
  for (const part of name.split('/')) {
    if (part === '..') return 'its name leads out of the folder';
    if (part === '' || part === '.') return 'its name has an empty part';
    if (/[. ]$/.test(part)) return 'a part of its name ends with a dot or space, which Windows drops';
    if (RESERVED.test(part)) return 'its name is a device name on Windows';
  }
  return undefined;
}
