/** Lengths of style sheets are written in pixels and built so that one number makes all of them larger: `--type-scale`. */

/** Hairlines and gaps between them stay what they are. */
const LARGEST_HAIRLINE = 2;
const LENGTH = /(?<![\w.#-])(-?\d*\.?\d+)px\b/g;
/** Conditions cannot hold variables; of the units, `rem` grows too (base.css). That of media queries does not: the window is no larger. */
const CONDITION = /^\s*@(media|container)\b/;
const REM = 16;

export function scaledLengths(css: string): string {
  return css.split('\n').map(scaledLine).join('\n');
}

function scaledLine(line: string): string {
  const condition = CONDITION.exec(line)?.[1];
  if (condition === 'media') return line;
  return line.replace(LENGTH, (length, number: string) => {
    if (Math.abs(Number(number)) <= LARGEST_HAIRLINE) return length;
    return condition === 'container' ? `${Number(number) / REM}rem` : `calc(${length} * var(--type-scale))`;
  });
}

/** For the style sheets of the window; those of packages stay as they are. */
export function typeScale() {
  return {
    name: 'type-scale',
    enforce: 'pre' as const,
    transform: (code: string, id: string) => (id.endsWith('.css') && !id.includes('node_modules') ? scaledLengths(code) : undefined),
  };
}
