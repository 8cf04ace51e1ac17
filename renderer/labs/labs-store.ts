/** Which playground is shown, in place of the start screen or the network. */
import { create } from 'zustand';
import { useDocument } from '../store/document-store';

export type LabId = 'boundary' | 'perceptron' | 'convolution' | 'descent' | 'softmax' | 'overfitting';

interface LabsState {
  readonly isOpen: boolean;
  readonly lab: LabId;
}

export const useLabs = create<LabsState>(() => ({ isOpen: false, lab: 'boundary' }));

export function openLab(lab: LabId = useLabs.getState().lab): void {
  useLabs.setState({ isOpen: true, lab });
}

export function closeLabs(): void {
  useLabs.setState({ isOpen: false });
}

/** Nothing is edited behind a playground, so another history means that another network has been opened. */
useDocument.subscribe((now, before) => {
  if (now.history !== before.history || now.isOpen !== before.isOpen) closeLabs();
});
