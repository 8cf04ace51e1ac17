/** Playgrounds by their names; each is loaded when it is first opened. */
import { lazy, type ComponentType } from 'react';
import { BoundaryPicture, ConvolutionPicture, DescentPicture, OverfittingPicture, PerceptronPicture, SoftmaxPicture } from './lab-pictures';
import type { LabId } from './labs-store';

export const LAB_PICTURES: Readonly<Record<LabId, ComponentType>> = {
  boundary: BoundaryPicture,
  perceptron: PerceptronPicture,
  convolution: ConvolutionPicture,
  descent: DescentPicture,
  softmax: SoftmaxPicture,
  overfitting: OverfittingPicture,
};

export const LABS: Readonly<Record<LabId, ComponentType>> = {
  boundary: lazy(async () => ({ default: (await import('./boundary/boundary-lab')).BoundaryLab })),
  perceptron: lazy(async () => ({ default: (await import('./perceptron/perceptron-lab')).PerceptronLab })),
  convolution: lazy(async () => ({ default: (await import('./convolution/convolution-lab')).ConvolutionLab })),
  descent: lazy(async () => ({ default: (await import('./descent/descent-lab')).DescentLab })),
  softmax: lazy(async () => ({ default: (await import('./softmax/softmax-lab')).SoftmaxLab })),
  overfitting: lazy(async () => ({ default: (await import('./overfitting/overfitting-lab')).OverfittingLab })),
};
