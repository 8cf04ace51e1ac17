/** The frame of the window follows the theme that was chosen in it. */
import type { NativeTheme } from 'electron';
import type { ShellClient } from '../engine/shell/client';

export function followTheme(nativeTheme: Pick<NativeTheme, 'themeSource'>, client: Pick<ShellClient, 'on' | 'request'>): void {
  client.on('settings.changed', ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  client.request('settings.get', {}).then(({ theme }) => {
    nativeTheme.themeSource = theme;
  }, () => undefined);
}
