/** The network sees live: from where, frozen or not, and its boxes on the canvas. */
import type { LiveSourceKind } from '../../engine/document/model';
import { answerFrozen, freezeLive, isLive, stopLive } from '../live/live-session';
import { removeLive } from '../live/live-setup';
import { useLive } from '../live/live-store';
import { startSource } from '../live/start-source';
import { useDocument } from '../store/document-store';
import { showDock } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';
import { enterPlace } from './go-place';

export const showLivePanel: Command = {
  id: 'live',
  title: 'Live',
  group: 'Go',
  keys: ['Alt+8'],
  words: 'camera webcam video screen see detect',
  unavailable: needsDocument,
  run: () => {
    showDock('live');
    enterPlace('dock');
  },
};

function source(id: string, title: string, kind: LiveSourceKind, words: string): Command {
  const run = (): void => {
    showDock('live');
    void startSource(kind);
  };
  return { id, title, group: 'Run', words, unavailable: needsDocument, run };
}

export const startCamera = source('live-camera', 'Show the network a camera', 'camera', 'live webcam video see');
export const startVideo = source('live-video', 'Show the network a video file', 'video', 'live mp4 webm see');
export const startFolder = source('live-folder', 'Show the network a folder of pictures', 'folder', 'live images slideshow see');
export const startScreen = source('live-screen', 'Show the network a screen', 'screen', 'live share window tab see');

function needsLive(): string | undefined {
  return needsDocument() ?? (isLive() || useLive.getState().phase !== 'off' ? undefined : 'Nothing is live. Start a camera in the Live panel first.');
}

export const stopLiveCommand: Command = { id: 'live-stop', title: 'Stop seeing live', group: 'Run', words: 'camera off end', unavailable: needsLive, run: stopLive };

export const freezeFrame: Command = {
  id: 'live-freeze',
  title: 'Freeze the frame, or go on',
  group: 'Run',
  keys: ['Shift+Space'],
  words: 'live pause still',
  unavailable: () => needsLive() ?? (isLive() ? undefined : 'The first frame is not there yet.'),
  run: () => void freezeLive(!useLive.getState().isFrozen),
};

export const lookAnew: Command = {
  id: 'live-look-anew',
  title: 'Look for the points anew',
  group: 'Run',
  words: 'live landmarks tracking lost hand face reset',
  unavailable: () => needsLive() ?? (useLive.getState().following ? undefined : 'No points are followed now.'),
  run: () => {
    useLive.setState(({ anew }) => ({ anew: anew + 1 }));
    void answerFrozen();
  },
};

export const removeLiveBoxes: Command = {
  id: 'live-remove',
  title: 'Remove the source and the overlay from the canvas',
  group: 'Edit',
  words: 'live camera node delete',
  unavailable: () => needsDocument() ?? (useDocument.getState().document.live ? undefined : 'There are none on this canvas.'),
  run: removeLive,
};

export const liveCommands: readonly Command[] = [showLivePanel, startCamera, startVideo, startFolder, startScreen, freezeFrame, lookAnew, stopLiveCommand, removeLiveBoxes];
