import { useEffect, useState } from 'react';

/** The inner size of an element in CSS pixels, kept up to date; 0 × 0 before it is known. The first result is its `ref`. */
export function useElementSize(): readonly [(element: HTMLElement | null) => void, { readonly width: number; readonly height: number }] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, size];
}
