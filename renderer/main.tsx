import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './design/tokens.css';
import './design/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { followTheme } from './design/theme';
import { FaultBoundary } from './fault/fault-boundary';
import { followLive } from './live/follow-live';
import { followLooks } from './maps/follow-looks';
import { keepFocus } from './layout/keep-focus';
import { connectShell } from './shell/connection';
import { keepDrafts } from './shell/drafts';
import { keepLabels } from './labelling/keep-labels';
import { followTour } from './tour/tour-store';
import { syncPreferences } from './shell/preferences';
import { followShell } from './shell/shell-store';
import { followSystem } from './shell/system';
import { followBindings } from './store/binding-store';
import { followData } from './store/data-store';
import { followTypeScale } from './store/presentation-store';
import { followRuns } from './training/follow-runs';
import { followWatch } from './training/tensors/watch-store';

followTheme();
followTypeScale();
const client = connectShell();
followShell(client);
followSystem(client);
followData(client);
followBindings(client);
followRuns(client);
followWatch(client);
followLooks(client);
followLive();
syncPreferences(client);
keepDrafts();
keepLabels(window, client);
followTour();
keepFocus();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <FaultBoundary>
      <App />
    </FaultBoundary>
  </StrictMode>,
);
