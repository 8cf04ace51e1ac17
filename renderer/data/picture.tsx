import { useEffect, useRef } from 'react';

interface PictureProps {
  /** RGBA bytes. */
  readonly picture: { readonly width: number; readonly height: number; readonly pixels: Uint8Array };
  readonly className?: string | undefined;
  /** Read out; left out where the text beside it says the same. */
  readonly label?: string;
}

/** Bytes of a picture, drawn. Enlarged ones keep their pixels sharp: a network sees no more than these. */
export function Picture({ picture: { width, height, pixels }, className, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  }, [width, height, pixels]);
  return <canvas ref={canvas} className={className} width={width} height={height} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />;
}
