/** What a column of a data set holds. */
export type ColumnKind = 'image' | 'number' | 'category' | 'text' | 'mask' | 'boxes';
