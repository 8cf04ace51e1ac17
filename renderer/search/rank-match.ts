/**
 * How well an entry answers a search, from 0 to 1. Every word must stand in it; the first keyword is its name, where the
 * beginning counts most. (The usual fuzzy match finds “Start screen” for “arr”.)
 */
export function rankMatch(_value: string, search: string, keywords: readonly string[] = []): number {
  const [name = '', ...others] = keywords.map((text) => text.toLowerCase());
  const rest = others.join(' ');
  const ranks = search.toLowerCase().split(/\s+/).filter(Boolean).map((word) => rankWord(word, name, rest));
  return ranks.length === 0 ? 1 : Math.min(...ranks);
}

function rankWord(word: string, name: string, rest: string): number {
  if (name === word) return 1;
  if (name.startsWith(word)) return 0.9;
  if (name.split(/[\s/_-]+/).some((part) => part.startsWith(word))) return 0.8;
  if (name.includes(word)) return 0.6;
  return rest.includes(word) ? 0.3 : 0;
}
