/** The table of layers as documents see it when they are read. */
import type { LayerCatalog } from '../document/catalog';
import type { JsonObject } from '../document/model';
import { findLayer } from '../layers/index';

export const LAYER_CATALOG: LayerCatalog = {
  has: (type) => findLayer(type) !== undefined,
  latestVersion: (type) => findLayer(type)?.version ?? 0,
  migrate: (node) => {
    const layer = findLayer(node.type)!;
    let params: Record<string, unknown> = node.params;
    for (let version = node.typeVersion; version < layer.version; version++) params = layer.migrations?.[version]?.(params) ?? params;
    return { ...node, typeVersion: layer.version, params: params as JsonObject };
  },
};
