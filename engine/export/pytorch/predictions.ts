/** One score says yes or no, several are classes. */
const ofPixels = (scores: string): string => `torch.sigmoid(${scores}) if ${scores}.shape[1] == 1 else torch.softmax(${scores}, dim=1)`;

/** What `predict` makes of scores: the same as `prediction` in the file of the loss. */
const CALLS: Readonly<Record<string, (scores: string) => string>> = {
  'cross-entropy': (scores) => `torch.softmax(${scores}, dim=1)`,
  'binary-cross-entropy': (scores) => `torch.sigmoid(${scores})`,
  'pixel-cross-entropy': ofPixels,
  focal: ofPixels,
  dice: ofPixels,
  'cross-entropy-and-dice': ofPixels,
};

/** Undefined where the scores are the answer. */
export function predictionOf(loss: string): ((scores: string) => string) | undefined {
  return CALLS[loss];
}
