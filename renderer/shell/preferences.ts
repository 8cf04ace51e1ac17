/** Preferences also live with the host: a browser forgets them with the port. */
import type { JsonObject } from '../../engine/document/model';
import type { ShellClient } from '../../engine/shell/client';
import type { Settings } from '../../engine/shell/protocol/application';
import { useSession } from '../store/session-store';

const PAUSE_MS = 500;
const WINDOW_FIELDS = ['shapeOrder', 'dockTab', 'panels', 'panelSizes', 'snap', 'minimap', 'tint', 'featureMaps'] as const;

type Session = ReturnType<typeof useSession.getState>;

function settingsOf(session: Session): Pick<Settings, 'theme' | 'shortcuts' | 'window'> {
  const window = Object.fromEntries(WINDOW_FIELDS.map((field) => [field, session[field]])) as JsonObject;
  return { theme: session.theme, shortcuts: session.shortcuts, window };
}

/** The host's settings win at the start; afterwards this window's choices go to the host. */
export function syncPreferences(client: ShellClient): void {
  let sent = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = async (): Promise<void> => {
    const { theme, shortcuts, window } = await client.request('settings.get', {});
    const known = Object.fromEntries(WINDOW_FIELDS.flatMap((field) => (window[field] === undefined ? [] : [[field, window[field]]])));
    useSession.setState({ theme, shortcuts, ...known });
    sent = JSON.stringify(settingsOf(useSession.getState()));
  };
  begin().then(() =>
    useSession.subscribe((session) => {
      const settings = settingsOf(session);
      if (JSON.stringify(settings) === sent) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        sent = JSON.stringify(settings);
        client.request('settings.set', settings).catch(() => undefined);
      }, PAUSE_MS);
    }),
  ).catch(() => undefined);
}
