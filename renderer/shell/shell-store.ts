/** What the host tells every window: whether it can be reached, recent files, unsaved work. */
import { create } from 'zustand';
import type { ConnectionState, ShellClient } from '../../engine/shell/client';
import type { Draft, RecentDocument, SavedBlock } from '../../engine/shell/protocol/documents';

interface ShellState {
  readonly connection: ConnectionState;
  readonly recents: readonly RecentDocument[];
  readonly drafts: readonly Draft[];
  readonly savedBlocks: readonly SavedBlock[];
}

export const useShell = create<ShellState>(() => ({ connection: 'connecting', recents: [], drafts: [], savedBlocks: [] }));

export function followShell(client: ShellClient): void {
  const refresh = async (): Promise<void> => {
    const [recents, drafts, savedBlocks] = await Promise.all([client.request('recents.list', {}), client.request('drafts.list', {}), client.request('blocks.list', {})]);
    useShell.setState({ recents, drafts, savedBlocks });
  };
  client.onState((connection) => {
    useShell.setState({ connection });
    // A loss is shown by the state itself.
    if (connection === 'open') refresh().catch(() => undefined);
  });
  client.on('recents.changed', (recents) => useShell.setState({ recents }));
}

export function setDrafts(change: (drafts: readonly Draft[]) => readonly Draft[]): void {
  useShell.setState(({ drafts }) => ({ drafts: change(drafts) }));
}
