/** The F.loom|TEMPLATE argument of commands. */
import { stat } from 'node:fs/promises';
import { fail, LoomError, type Diagnostic } from '../core/diagnostic';
import type { DataSource, SplitOptions } from '../data/dataset';
import { openDataset } from '../data/open-dataset';
import type { LoomDocument } from '../document/model';
import { readDocumentFile } from '../files/document-file';
import { resolveDataPath } from '../files/data-location';
import { inferNetwork, type InferredNetwork } from '../infer/infer-network';
import { LAYER_CATALOG } from '../infer/layer-catalog';
import { findTemplate, TEMPLATE_NAMES } from '../templates';
import { fitTemplate, withUsualChanges } from '../templates/fit-to-data';
import type { Template } from '../templates/template';

export type OpenedNetwork =
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'document'; readonly path: string; readonly document: LoomDocument; readonly diagnostics: readonly Diagnostic[] };

/** Throws LoomError listing the templates where the argument is neither a template nor a file. */
export async function openNetwork(argument: string): Promise<OpenedNetwork> {
  const template = findTemplate(argument);
  if (template) return { kind: 'template', template };
  const looksLikeFile = /[\\/.]/.test(argument);
  if (!looksLikeFile && !(await stat(argument).catch(() => undefined))) {
    fail('unknown-template', `There is no template or document “${argument}”.`, { found: argument, expected: TEMPLATE_NAMES.join(', '), remedy: `The templates are ${TEMPLATE_NAMES.join(', ')}; a document is a file that ends with .loom.` });
  }
  const { document, diagnostics } = await readDocumentFile(argument, { catalog: LAYER_CATALOG });
  return { kind: 'document', path: argument, document, diagnostics };
}

/** The template as in its paper, or the document as it stands. */
export function documentAsItStands(opened: OpenedNetwork): LoomDocument {
  return opened.kind === 'template' ? opened.template.build(opened.template.size) : opened.document;
}

/** Data as the document names it, found from where the document lies. */
export function ownSource({ path, document }: Extract<OpenedNetwork, { kind: 'document' }>): DataSource | undefined {
  const source = document.data?.source;
  if (!source || source.kind === 'builtin') return source;
  return { ...source, path: resolveDataPath(path, source)! };
}

/** The data given, or what the template trains on by itself. Throws LoomError where there is neither. */
export function templateSource({ name, data }: Template, given: DataSource | undefined): DataSource {
  return given ?? data ?? fail('no-data', `No built-in data is large enough for the template “${name}”.`, { expected: '--data', remedy: 'Give pictures of your own with --data, for example a folder with a folder per class.' });
}

/** The template in the size of `source`. Pictures are not decoded for it. */
export async function fitToSource(template: Template, source: DataSource, split: SplitOptions): Promise<LoomDocument> {
  const { columns } = await openDataset(source, split, { check: 'headers' });
  return withUsualChanges(fitTemplate(template, columns), source);
}

/** Sizes of a network that must be without problems. Throws LoomError with all of them. */
export function requireSound(document: LoomDocument): InferredNetwork {
  const network = inferNetwork(document);
  const errors = network.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new LoomError(errors);
  return network;
}
