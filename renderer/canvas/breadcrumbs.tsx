import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { graphAt } from '../../engine/document/edits';
import { definitionAt } from '../network/facts';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { openPlace } from '../store/session-store';
import styles from './breadcrumbs.module.css';

/** Where on the way into blocks the canvas is; the network itself comes first. */
export function Breadcrumbs() {
  const document = useDocument((state) => state.document);
  const place = useOpenGraph((state) => state.place);
  if (place.length === 0) return null;
  const names = place.map((id, depth) => graphAt(document, definitionAt(document, place.slice(0, depth))).nodes.find((node) => node.id === id)?.name ?? 'block');
  return (
    <nav className={styles.crumbs} aria-label="Open block">
      <button type="button" onClick={() => openPlace([])}>{document.name}</button>
      {names.map((name, depth) => (
        <Fragment key={place[depth]}>
          <ChevronRight size={13} aria-hidden />
          {depth === names.length - 1 ? <span aria-current="page">{name}</span> : <button type="button" onClick={() => openPlace(place.slice(0, depth + 1))}>{name}</button>}
        </Fragment>
      ))}
    </nav>
  );
}
