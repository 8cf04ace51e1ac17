/** How long ago, in words. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
const WORDS = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const LONG_AGO_DAYS = 14;

export function whenText(date: string, now = Date.now()): string {
  const seconds = (now - new Date(date).getTime()) / 1000;
  if (seconds > LONG_AGO_DAYS * 86_400) return new Date(date).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
  for (const [unit, length] of UNITS) if (seconds >= length) return WORDS.format(-Math.floor(seconds / length), unit);
  return 'just now';
}
