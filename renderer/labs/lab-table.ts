/** Playgrounds by their names; each is loaded when it is first opened. */
import { lazy, type ComponentType } from 'react';
import { BoundaryPicture } from './lab-pictures';
import type { LabId } from './labs-store';

export const LAB_PICTURES: Readonly<Record<LabId, ComponentType>> = {
  boundary: BoundaryPicture,
};

export const LABS: Readonly<Record<LabId, ComponentType>> = {
  boundary: lazy(async () => ({ default: (await import('./boundary/boundary-lab')).BoundaryLab })),
};
