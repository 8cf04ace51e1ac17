/** Gestures of one's own with the camera. */
import { undoRecording, useGestures } from '../gestures/gesture-store';
import { openGestureNetwork } from '../gestures/learn-recordings';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import type { Command } from './command';

export const teachGestures: Command = {
  id: 'teach-gestures',
  title: 'Teach it gestures',
  group: 'File',
  words: 'hand sign landmarks camera webcam record train live gesture recognition first',
  unavailable: () => (shell() && useShell.getState().connection === 'open' ? undefined : 'LayerLoom cannot be reached, so nothing can be recorded now.'),
  run: () => openGestureNetwork('gesture-mlp', true),
};

export const undoGesture: Command = {
  id: 'undo-recording',
  title: 'Take back the last change of the recorded gestures',
  group: 'Edit',
  words: 'undo recording gesture take',
  unavailable: () => (useGestures.getState().changes.length > 0 ? undefined : 'Nothing was recorded or removed here yet.'),
  run: undoRecording,
};

export const gestureCommands: readonly Command[] = [teachGestures, undoGesture];
