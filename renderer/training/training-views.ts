/** The views of the training panel, in their order. Adding one is a line here. */
import type { ComponentType } from 'react';
import { AnswersView } from './answers-view';
import { ProgressView } from './progress-view';
import { SettingsView } from './settings-view';
import { LayersView } from './tensors/layers-view';

export type TrainingViewId = 'settings' | 'progress' | 'answers' | 'layers';

export interface TrainingView {
  readonly id: TrainingViewId;
  readonly title: string;
  readonly View: ComponentType;
}

export const TRAINING_VIEWS: readonly TrainingView[] = [
  { id: 'settings', title: 'Settings', View: SettingsView },
  { id: 'progress', title: 'Progress', View: ProgressView },
  { id: 'answers', title: 'Answers', View: AnswersView },
  { id: 'layers', title: 'Layers', View: LayersView },
];
