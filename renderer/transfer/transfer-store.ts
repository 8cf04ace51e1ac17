/** Which question about weights and heads is open. */
import { create } from 'zustand';

export type TransferDialog = 'retrain' | 'head' | 'weights';

export const useTransfer = create<{ readonly dialog: TransferDialog | undefined }>(() => ({ dialog: undefined }));

export function closeTransfer(): void {
  useTransfer.setState({ dialog: undefined });
}
