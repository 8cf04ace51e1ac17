/** Looking through a frame: what a detector answers at every place. */
import { pathOfBox } from '../debugger/box-path';
import { isLive } from '../live/live-session';
import type { NodeFacts } from '../network/facts';
import { report } from '../shell/connection';
import { onlySelected, useOpenGraph } from '../store/open-graph-store';
import { showDock, useSession } from '../store/session-store';
import { showLiveFrame } from '../xray/own-frame';
import { useXray, type XrayView } from '../xray/xray-store';
import type { Command } from './command';
import { needsDocument } from './conditions';
import { enterPlace } from './go-place';

function go(view?: XrayView): void {
  if (view) useXray.setState({ view });
  showDock('xray');
  enterPlace('dock');
}

/** Whether a box is a head, which answers with boxes. */
export function findsObjects({ definition }: NodeFacts): boolean {
  return definition?.category === 'detection' && definition.target?.classes !== undefined;
}

/** A selected head is the one that is looked at. */
function goToHead(): void {
  const box = onlySelected(useSession.getState().selection, useOpenGraph.getState().facts);
  const head = box && findsObjects(box) ? pathOfBox(box.node.id) : undefined;
  if (head !== undefined) useXray.setState({ head });
  go();
}

export const showXrayPanel: Command = {
  id: 'xray',
  title: 'X-ray of detections',
  group: 'Go',
  keys: ['Alt+9'],
  words: 'detector boxes grid cells anchors suppression nms iou assignment loss head yolo',
  unavailable: needsDocument,
  run: goToHead,
};

export const xrayLiveFrame: Command = {
  id: 'xray-live-frame',
  title: 'Freeze this live frame and X-ray it',
  group: 'Run',
  words: 'live camera still detector boxes suppression',
  unavailable: () => needsDocument() ?? (isLive() ? undefined : 'Nothing is live. Start a camera or a video in the Live panel first.'),
  run: () => {
    showLiveFrame().then(() => go(), report);
  },
};

export const compareHeads: Command = {
  id: 'xray-compare',
  title: 'Compare detectors side by side on one frame',
  group: 'Run',
  words: 'xray heads yolo v1 v2 v3 v8 one stage two stage faster rcnn milliseconds',
  unavailable: needsDocument,
  run: () => go('compare'),
};

export const xrayCommands: readonly Command[] = [showXrayPanel, xrayLiveFrame, compareHeads];
