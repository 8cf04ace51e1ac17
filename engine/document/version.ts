/** The format this engine reads and writes. A new format version needs a migration in `migrations/`. */
export const FORMAT_VERSION = 1;

/** The oldest format version whose reader loses nothing of what this engine writes. */
export const OLDEST_READER = 1;

/** The version in package.json; a test keeps the two equal, so that this folder stays free of file access. */
export const APP_VERSION = '0.1.0';
