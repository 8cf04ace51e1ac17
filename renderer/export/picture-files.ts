/** The open graph as an SVG or PNG file. */
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import { networkDrawing, type Drawing } from './network-svg';
import { saveBlob } from './save-blob';

export type PictureTheme = 'light' | 'dark';

/** Pixels of the PNG per unit of the canvas; print wants more than a screen. */
const PNG_SCALE = 2;
/** Browsers refuse larger pictures. */
const MOST_PIXELS = 16_000;

export function networkFileName(ending: string): string {
  const name = useDocument.getState().document.name.replace(/[\\/:*?"<>|]+/g, '-').trim();
  return `${name === '' ? 'network' : name}${ending}`;
}

export async function saveSvg(theme: PictureTheme): Promise<void> {
  saveBlob(networkFileName('.svg'), new Blob([(await drawing(theme)).svg], { type: 'image/svg+xml' }));
}

export async function savePng(theme: PictureTheme): Promise<void> {
  saveBlob(networkFileName('.png'), await png(await drawing(theme)));
}

async function drawing(theme: PictureTheme): Promise<Drawing> {
  const css = await fontRules();
  return withTokens(theme, (color) => networkDrawing(useDocument.getState().document, useOpenGraph.getState(), { color, order: useSession.getState().shapeOrder, css }));
}

/** Reads the tokens of a theme that need not be the one on screen. */
function withTokens<T>(theme: PictureTheme, use: (color: (token: string) => string) => T): T {
  const probe = document.createElement('div');
  probe.dataset['theme'] = theme;
  document.body.append(probe);
  try {
    const values = getComputedStyle(probe);
    return use((token) => values.getPropertyValue(`--${token}`).trim());
  } finally {
    probe.remove();
  }
}

/** A drawing stands alone, so its two faces travel inside; only their Latin parts, which hold every figure. */
async function fontRules(): Promise<string> {
  const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  const wanted = faces.filter(({ style }) => /U\+0{0,3}0?-0*FF\b|U\+0000-00FF/i.test(style.getPropertyValue('unicode-range')));
  const rules = wanted.map(async ({ style, parentStyleSheet }) => {
    const address = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src'))?.[1];
    if (address === undefined) return '';
    const response = await fetch(new URL(address, parentStyleSheet?.href ?? document.baseURI));
    const data = await asDataUrl(await response.blob());
    return `@font-face{font-family:${style.getPropertyValue('font-family')};font-weight:100 900;src:url(${data}) format("woff2")}`;
  });
  return (await Promise.all(rules)).join('');
}

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('the font could not be read'));
    reader.readAsDataURL(blob);
  });
}

async function png({ svg, width, height }: Drawing): Promise<Blob> {
  const scale = Math.min(PNG_SCALE, MOST_PIXELS / Math.max(width, height));
  const image = new Image(width, height);
  image.src = await asDataUrl(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn.'))), 'image/png'));
}
