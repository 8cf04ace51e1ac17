import { useEffect, useState, type RefObject } from 'react';

/** So far below the visible part something already counts as seen, so that it is there when one scrolls to it. */
const AHEAD = '200px';

/** Whether an element has been in sight at least once. */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen || !element.current) return undefined;
    let waiting = 0;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        // One after the other, with frames between them: many come into sight at once.
        waiting = window.setTimeout(() => setSeen(true));
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      window.clearTimeout(waiting);
    };
  }, [element, isSeen]);
  return isSeen;
}
