/** Under this type the drag of a layer carries its name. */
export const LAYER_DRAG_TYPE = 'application/x-layerloom-layer';
