import { report } from '../shell/connection';
import { networkFileName, savePng, saveSvg } from '../export/picture-files';
import { saveBlob } from '../export/save-blob';
import { COLUMNS, arrangeRows, sizeRows, tableAsCsv } from '../size-table/rows';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

function needsBoxes(): string | undefined {
  return needsDocument() ?? (useOpenGraph.getState().graph.nodes.length > 0 ? undefined : 'There is nothing to draw yet: the network has no boxes.');
}

function file(id: string, title: string, words: string, run: () => void, unavailable = needsBoxes): Command {
  return { id, title, group: 'File', words: `export ${words}`, unavailable, run };
}

function saveTable(): void {
  const rows = arrangeRows(sizeRows(useDocument.getState().network), '', { column: COLUMNS[0]!.id, isDescending: false });
  saveBlob(networkFileName('-sizes.csv'), new Blob([tableAsCsv(rows, useSession.getState().shapeOrder)], { type: 'text/csv' }));
}

export const showExport: Command = { id: 'export', title: 'Export…', group: 'File', keys: ['$mod+e'], words: 'onnx pytorch picture png svg table download', unavailable: needsDocument, run: () => useSession.setState({ dialog: 'export' }) };
export const saveLightSvg = file('export-svg', 'Save the canvas as SVG', 'picture vector paper', () => void saveSvg('light').catch(report));
export const saveLightPng = file('export-png', 'Save the canvas as PNG', 'picture image', () => void savePng('light').catch(report));
export const saveSizeTable = file('export-size-table', 'Save the size table as CSV', 'parameters macs', saveTable);
