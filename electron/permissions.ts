/** Electron grants pages everything unless told otherwise. Here: the camera, for our own window, after a click; nothing else. */
import type { MediaAccessPermissionRequest, Session, SystemPreferences, WebContents } from 'electron';
import { isOwnAddress, isOwnMainFrame } from './origin';

type Permissions = Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>;
/** macOS asks the person itself. */
type Camera = Pick<SystemPreferences, 'askForMediaAccess'>;

export function guardPermissions(session: Permissions, systemPreferences: Camera, platform: NodeJS.Platform = process.platform): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const isCamera = permission === 'media' && isVideoAlone(details) && details.isMainFrame && isOwnAddress(details.requestingUrl);
    if (!isCamera || !isOwnMainFrame(contents.mainFrame)) return answer(false);
    wasClicked(contents)
      .then(async (clicked) => clicked && (platform !== 'darwin' || (await systemPreferences.askForMediaAccess('camera'))))
      .then(answer, () => answer(false));
  });
  session.setPermissionCheckHandler((_, permission, origin, { mediaType, isMainFrame }) => permission === 'media' && mediaType === 'video' && isMainFrame && isOwnAddress(origin.replace(/\/$/, '')));
  session.setDevicePermissionHandler(() => false);
}

function isVideoAlone({ mediaTypes }: MediaAccessPermissionRequest): boolean {
  return mediaTypes?.length === 1 && mediaTypes[0] === 'video';
}

/** A moment ago, as the browser counts it for what needs a person's action. */
async function wasClicked(contents: Pick<WebContents, 'executeJavaScript'>): Promise<boolean> {
  return (await contents.executeJavaScript('navigator.userActivation.isActive')) === true;
}
