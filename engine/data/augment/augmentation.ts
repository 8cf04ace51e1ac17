/** The random changes a training picture can undergo, as plain JSON. `probability` counts per picture and epoch. */
export type Augmentation =
  | { readonly kind: 'flip-horizontal'; readonly probability: number }
  | { readonly kind: 'flip-vertical'; readonly probability: number }
  /** Shows a random part whose sides are at least `smallest` (0–1) of the picture's, enlarged to full size. */
  | { readonly kind: 'crop'; readonly smallest: number }
  /** Turns by up to `degrees` either way. */
  | { readonly kind: 'rotate'; readonly degrees: number }
  /** Enlarges by a factor between `smallest` and `largest`, around the middle. */
  | { readonly kind: 'scale'; readonly smallest: number; readonly largest: number }
  /** Each is the largest relative change: 0.2 stands for a factor between 0.8 and 1.2. */
  | { readonly kind: 'colour'; readonly brightness: number; readonly contrast: number; readonly saturation: number }
  /** Turns all colours around the colour circle by up to `degrees` either way; greys stay. */
  | { readonly kind: 'hue'; readonly degrees: number }
  /** Normal noise; 1 is the whole range from black to white. */
  | { readonly kind: 'noise'; readonly standardDeviation: number }
  /** Parts of four pictures side by side. */
  | { readonly kind: 'mosaic'; readonly probability: number }
  /** Two pictures on top of each other, with the objects of both. */
  | { readonly kind: 'mixup'; readonly probability: number };

type Kind<K extends Augmentation['kind']> = Extract<Augmentation, { kind: K }>;
export type GeometricAugmentation = Kind<'flip-horizontal' | 'flip-vertical' | 'crop' | 'rotate' | 'scale'>;
export type ColourAugmentation = Kind<'colour'>;
export type HueAugmentation = Kind<'hue'>;
export type NoiseAugmentation = Kind<'noise'>;
export type MixAugmentation = Kind<'mosaic' | 'mixup'>;
