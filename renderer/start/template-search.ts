import { TEMPLATES } from '../../engine/templates';
import type { Template, TemplateCategory } from '../../engine/templates/template';

/** In the order of the shelves. */
export const CATEGORY_TITLES: readonly (readonly [TemplateCategory, string])[] = [
  ['small', 'Train right here'],
  ['classic', 'Classic'],
  ['residual', 'Residual'],
  ['efficient', 'Efficient'],
  ['transformer', 'Transformers'],
  ['detection', 'Detection'],
  ['segmentation', 'Segmentation'],
  ['generative', 'Generative'],
];

const TITLE_OF = new Map(CATEGORY_TITLES);

/** The networks in whose name, paper, year, kind or description every word stands. */
export function findTemplates(words: string): readonly Template[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return TEMPLATES.filter(({ name, title, summary, notes, paper, year, category }) => {
    const text = `${name} ${title} ${summary} ${notes} ${paper.authors} ${paper.title} ${year} ${TITLE_OF.get(category)}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
