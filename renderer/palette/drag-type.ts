/** Under this type the drag of a layer carries its name. */
export const LAYER_DRAG_TYPE = 'application/x-layerloom-layer';
/** The same for a block: its key, as `renderer/network/block-source.ts` reads it. */
export const BLOCK_DRAG_TYPE = 'application/x-layerloom-block';
