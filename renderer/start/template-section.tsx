/** The networks to start from: by kind, or all that a search finds. */
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { TEMPLATES } from '../../engine/templates';
import type { TemplateCategory } from '../../engine/templates/template';
import controls from '../design/controls.module.css';
import { TemplateCard } from './template-card';
import { CATEGORY_TITLES, findTemplates } from './template-search';
import styles from './template-section.module.css';

export function TemplateSection({ heading }: { readonly heading: string | undefined }) {
  const [category, setCategory] = useState<TemplateCategory>('small');
  const [words, setWords] = useState('');
  const isSearching = words.trim() !== '';
  const shown = isSearching ? findTemplates(words) : TEMPLATES.filter((template) => template.category === category);
  return (
    <section aria-labelledby="templates">
      <h2 id="templates" className={heading}>Networks to start from</h2>
      <div className={styles.tools}>
        <div className={controls.segments} role="group" aria-label="Kind of network">
          {CATEGORY_TITLES.map(([name, title]) => (
            <button key={name} type="button" className={controls.segment} aria-pressed={!isSearching && name === category} onClick={() => { setCategory(name); setWords(''); }}>
              {title}
            </button>
          ))}
        </div>
        <label className={`${controls.search} ${styles.search}`}>
          <Search size={13} aria-hidden />
          <input
            aria-label="Search networks"
            placeholder={`Search ${TEMPLATES.length} networks`}
            value={words}
            onChange={({ target }) => setWords(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || words === '') return;
              event.stopPropagation();
              setWords('');
            }}
          />
          {words !== '' && (
            <button type="button" aria-label="Clear the search" onClick={() => setWords('')}>
              <X size={13} aria-hidden />
            </button>
          )}
        </label>
      </div>
      <ul className={styles.cards}>
        {shown.map((template) => (
          <TemplateCard key={template.name} template={template} />
        ))}
      </ul>
      {/* Always there, so that a reader of the screen hears it change. */}
      <p role="status" className={styles.none}>{shown.length === 0 ? 'No network is called that. Try a name, an author or a year.' : ''}</p>
    </section>
  );
}
