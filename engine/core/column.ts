/** What a column of a data set holds. A `mask` has a class for every pixel, `boxes` the objects of a picture, `points` the points of one body, hand or face. */
export const COLUMN_KINDS = ['image', 'number', 'category', 'text', 'mask', 'boxes', 'points'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];
