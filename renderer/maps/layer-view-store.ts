/** Which box is looked at whole, if any. */
import { create } from 'zustand';

export const useLayerView = create<{ readonly box: { readonly node: string } | undefined }>(() => ({ box: undefined }));

/** `node` is the id of a box of the open graph. */
export function openLayerView(node: string): void {
  useLayerView.setState({ box: { node } });
}

export function closeLayerView(): void {
  useLayerView.setState({ box: undefined });
}
