/** What a camera records: pictures in a folder with one folder per class, or files about them such as the points of hands. */

export interface CaptureOperations {
  /** A fresh folder of the application, for classes to be recorded into. */
  'captures.start': { input: { readonly name: string }; result: { readonly folder: string } };
  /** One picture, as `cup/burst-003-frame-0012.jpg` below the folder; the burst keeps its frames in one split. */
  'captures.add': { input: { readonly folder: string; readonly path: string; readonly bytes: Uint8Array }; result: { readonly file: string } };
  /** A file that was added. */
  'captures.read': { input: { readonly folder: string; readonly path: string }; result: { readonly bytes: Uint8Array } };
  /** Pictures or whole classes; what is gone already counts as removed. */
  'captures.remove': { input: { readonly folder: string; readonly paths: readonly string[] }; result: null };
  'captures.rename': { input: { readonly folder: string; readonly from: string; readonly to: string }; result: null };
  /** Every class with the names of its pictures, as they lie on the disk. */
  'captures.list': { input: { readonly folder: string }; result: readonly CapturedClass[] };
}

export interface CapturedClass {
  readonly name: string;
  readonly pictures: readonly string[];
}

/** Of one file: a picture takes far less, many recordings of gestures about as much. */
export const MAX_CAPTURE_BYTES = 32 * 2 ** 20;
