/** Scores of an Output as they read in a terminal: its numbers, a table of classes, a confusion where it is narrow enough. */
import type { Scores } from '../run/metrics';
import { bold, grouped, number, percent, table, type TableColumn } from './text';

/** Wider confusions would wrap. */
const MOST_CLASSES = 20;

export function scoreText(node: string, scores: Scores): string {
  switch (scores.kind) {
    case 'classification':
      return classification(node, scores);
    case 'segmentation':
      return segmentation(node, scores);
    case 'detection':
      return detection(node, scores);
    case 'landmarks':
      return landmarks(node, scores);
    case 'regression':
      return `${bold(node)}: mean absolute error ${number(scores.meanAbsoluteError)}, mean squared error ${number(scores.meanSquaredError)}, R² ${number(scores.r2)}`;
  }
}

type Of<Kind extends Scores['kind']> = Extract<Scores, { kind: Kind }>;

function classification(node: string, { accuracy, topK, classes, confusion }: Of<'classification'>): string {
  const several = classes.length > 5 ? `, top-5 ${percent(topK)}` : '';
  const rows = classes.map(({ label, precision, recall, f1, support }) => [label, percent(precision), percent(recall), percent(f1), grouped(support)]);
  const scores = table(columns('class', 'precision', 'recall', 'F1', 'samples'), rows);
  return [`${bold(node)}: accuracy ${bold(percent(accuracy))}${several}`, scores, ...confusionTable(confusion, classes, grouped)].join('\n\n');
}

function segmentation(node: string, { meanIou, meanDice, pixelAccuracy, classes, confusion }: Of<'segmentation'>): string {
  const rows = classes.map(({ label, iou, dice, recall, support }) => [label, percent(iou), percent(dice), percent(recall), grouped(support)]);
  const scores = table(columns('class', 'IoU', 'Dice', 'recall', 'pixels'), rows);
  // Pixels are too many to read: each row as shares of its class.
  const shares = confusion.map((row, index) => row.map((count) => (count === 0 ? 0 : count / classes[index]!.support)));
  const heading = `${bold(node)}: mean IoU ${bold(percent(meanIou))}, mean Dice ${percent(meanDice)}, right pixels ${percent(pixelAccuracy)}`;
  return [heading, scores, ...confusionTable(shares, classes, (share) => `${(100 * share).toFixed(1)} %`)].join('\n\n');
}

function detection(node: string, { ap, ap50, ap75, apSmall, apMedium, apLarge, classes, errors }: Of<'detection'>): string {
  const share = (value: number | undefined) => (value === undefined ? '–' : percent(value));
  const rows = classes.map((one) => [one.label, share(one.ap50), share(one.ap), percent(one.recall), percent(one.precision), grouped(one.support)]);
  const scores = table(columns('class', 'AP50', 'AP50–95', 'recall', 'precision', 'objects'), rows);
  const sizes = `small ${share(apSmall)}, medium ${share(apMedium)}, large ${share(apLarge)}`;
  const faults = Object.entries(errors).map(([kind, count]) => `${kind} ${grouped(count)}`).join(', ');
  const heading = `${bold(node)}: AP50 ${bold(percent(ap50))}, AP50–95 ${percent(ap)}, AP75 ${percent(ap75)}; ${sizes}`;
  return [heading, scores, `boxes: ${faults}`].join('\n\n');
}

function landmarks(node: string, { pck, nme, hiddenPck, visibility, points }: Of<'landmarks'>): string {
  const hidden = hiddenPck === undefined ? '' : `, hidden points ${percent(hiddenPck)}`;
  const heading = `${bold(node)}: PCK@0.1 ${bold(percent(pck))}, mean error ${percent(nme)} of the object's size${hidden}; visibility told right ${percent(visibility)}`;
  const rows = points.map((point) => [point.label, percent(point.pck), percent(point.nme), grouped(point.support)]);
  return [heading, table(columns('point', 'PCK@0.1', 'mean error', 'seen'), rows)].join('\n\n');
}

function columns(first: string, ...numbers: readonly string[]): TableColumn[] {
  return [{ title: first }, ...numbers.map((title) => ({ title, right: true }))];
}

function confusionTable(confusion: readonly (readonly number[])[], classes: readonly { readonly label: string }[], text: (value: number) => string): string[] {
  if (classes.length > MOST_CLASSES) return [];
  const heads = columns('is \\ said', ...classes.map(({ label }) => label.slice(0, 8)));
  return [table(heads, confusion.map((row, index) => [classes[index]!.label, ...row.map((value) => (value === 0 ? '·' : text(value)))]))];
}
