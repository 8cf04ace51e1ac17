import { useState } from 'react';
import { saveLightPng, saveLightSvg } from '../commands/export';
import controls from '../design/controls.module.css';
import { useUnavailable } from '../design/command-button';
import { report } from '../shell/connection';
import { savePng, saveSvg, type PictureTheme } from './picture-files';
import styles from './export-dialog.module.css';

const THEMES: readonly { readonly theme: PictureTheme; readonly title: string; readonly hint: string }[] = [
  { theme: 'light', title: 'Light', hint: 'For paper and most slides' },
  { theme: 'dark', title: 'Dark', hint: 'For dark slides' },
];

export function PictureExport() {
  const [theme, setTheme] = useState<PictureTheme>('light');
  const reason = useUnavailable(saveLightSvg) ?? useUnavailable(saveLightPng);
  const run = (save: (theme: PictureTheme) => Promise<void>) => () => reason === undefined && void save(theme).catch(report);
  return (
    <div className={styles.stack}>
      <p>The whole open graph with its shapes and counts, drawn anew: sharp at any size, with its fonts inside.</p>
      <fieldset className={styles.choices}>
        <legend>Colours</legend>
        {THEMES.map((one) => (
          <label key={one.theme} className={styles.choice}>
            <input type="radio" name="picture-theme" checked={theme === one.theme} onChange={() => setTheme(one.theme)} />
            {one.title}
            <small>{one.hint}</small>
          </label>
        ))}
      </fieldset>
      {reason !== undefined && <p role="status">{reason}</p>}
      <div className={styles.actions}>
        <button type="button" className={controls.button} aria-disabled={reason !== undefined} onClick={run(saveSvg)}>Save as SVG</button>
        <button type="button" className={controls.button} aria-disabled={reason !== undefined} onClick={run(savePng)}>Save as PNG</button>
      </div>
    </div>
  );
}
