/** The list of runs, where the answer of the host comes late. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { showTrainingView, useTrainingPanel } from '../../renderer/training/panel-store';
import { lookAtRun, openNetworkOfRun } from '../../renderer/training/run-list/go-to-run';
import { openRunDocument, showRun } from '../../renderer/training/run-control';

vi.mock('../../renderer/training/run-control', () => ({ showRun: vi.fn(), openRunDocument: vi.fn() }));

const panel = useTrainingPanel.getState;
let arrive: (isShown: boolean) => void;

beforeEach(() => {
  vi.mocked(showRun).mockReturnValue(new Promise((resolve) => { arrive = resolve; }));
  vi.mocked(openRunDocument).mockClear();
  useTrainingPanel.setState({ view: 'settings', dialog: 'runs' });
});

describe('a run that is chosen from the list', () => {
  it('shows its curves and closes the list once it is there', async () => {
    const looked = lookAtRun('a');
    expect(panel()).toMatchObject({ view: 'progress', dialog: 'runs' });
    arrive(true);
    await looked;
    expect(panel()).toMatchObject({ view: 'progress', dialog: undefined });
  });

  it('leaves alone what was opened while it was on its way', async () => {
    const looked = lookAtRun('a');
    useTrainingPanel.setState({ dialog: 'prune' });
    showTrainingView('answers');
    arrive(true);
    await looked;
    expect(panel()).toMatchObject({ view: 'answers', dialog: 'prune' });
  });

  it('that cannot be read leaves the list open and the network as it is', async () => {
    const opened = openNetworkOfRun('a');
    arrive(false);
    await opened;
    expect(panel().dialog).toBe('runs');
    expect(openRunDocument).not.toHaveBeenCalled();
  });
});
