/** Files that are imported rather than opened. */
export const MODEL_ENDING = '.onnx';

export function isModelFile(path: string): boolean {
  return path.toLowerCase().endsWith(MODEL_ENDING);
}
