/** Changes of what the document says about its data; each is a step that can be undone. */
import type { SplitOptions } from '../../engine/data/dataset';
import type { Augmentation } from '../../engine/data/augment/augmentation';
import type { ImageStep } from '../../engine/data/preprocess';
import type { DocumentData, DocumentDataSource, JsonObject, LoomDocument } from '../../engine/document/model';
import { editDocument } from '../store/document-store';

function editData(label: string, change: (data: DocumentData) => DocumentData, gesture?: string): void {
  editDocument(label, (document) => (document.data ? { ...document, data: change(document.data) } : document), gesture);
}

/** Without a fingerprint the data counts as never used. Steps of columns that are gone would only lead astray. */
export function withSource(document: LoomDocument, source: DocumentDataSource, fingerprint: string, columns: readonly string[]): LoomDocument {
  const { preprocessing, ...data } = document.data ?? {};
  const kept = Object.entries(preprocessing ?? {}).filter(([column]) => columns.includes(column));
  return { ...document, data: { ...data, source, fingerprint, ...(kept.length > 0 && { preprocessing: Object.fromEntries(kept) }) } };
}

export function setSplit(split: SplitOptions, gesture?: string): void {
  editData('Change the split', (data) => ({ ...data, split }), gesture);
}

export function setFingerprint(fingerprint: string): void {
  editData('Use the changed data', (data) => ({ ...data, fingerprint }));
}

export function setAugmentations(label: string, list: readonly Augmentation[], gesture?: string): void {
  editData(label, (data) => {
    const { augmentation: _, ...plain } = data;
    return list.length === 0 ? plain : { ...plain, augmentation: list as unknown as readonly JsonObject[] };
  }, gesture);
}

export function augmentationsOf(data: DocumentData | undefined): readonly Augmentation[] {
  return (data?.augmentation ?? []) as unknown as readonly Augmentation[];
}

export function withSteps(document: LoomDocument, column: string, steps: readonly ImageStep[]): LoomDocument {
  if (!document.data) return document;
  return { ...document, data: { ...document.data, preprocessing: { ...document.data.preprocessing, [column]: steps as unknown as readonly JsonObject[] } } };
}

export function stepsOf(data: DocumentData | undefined, column: string): readonly ImageStep[] | undefined {
  return data?.preprocessing?.[column] as unknown as readonly ImageStep[] | undefined;
}
