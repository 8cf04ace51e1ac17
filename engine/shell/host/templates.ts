/** The networks to start from, as a window lists and builds them. */
import type { Column, DataSource, SplitOptions } from '../../data/dataset';
import { inferNetwork } from '../../infer/infer-network';
import { requireTemplate, TEMPLATES } from '../../templates';
import { fitTemplate } from '../../templates/fit-to-data';
import { packDocument } from '../document-payload';
import type { DocumentPayload, TemplateSummary } from '../protocol/documents';
import { trainedOn } from './data-reference';

/** As in the command line, where the data does not say itself. */
const USUAL_SPLIT: SplitOptions = { seed: 1, validation: 0.15, test: 0 };

let summaries: readonly TemplateSummary[] | undefined;

export function templateSummaries(): readonly TemplateSummary[] {
  summaries ??= TEMPLATES.map(({ name, title, summary, source, year, takes, size, data, build }) => {
    const parameters = inferNetwork(build(size)).totals.params;
    return { name, title, summary, source, year, takes, input: size.input, ...(size.classes !== undefined && { classes: size.classes }), parameters, data };
  });
  return summaries;
}

/** `columnsOf` opens the data, which decides the size. */
export async function buildTemplate(name: string, source: DataSource | undefined, split: SplitOptions | undefined, columnsOf: (source: DataSource, split: SplitOptions) => Promise<readonly Column[]>): Promise<DocumentPayload> {
  const template = requireTemplate(name);
  const data = source ?? template.data;
  const chosen = split ?? USUAL_SPLIT;
  return packDocument(trainedOn(fitTemplate(template, await columnsOf(data, chosen)), data, chosen));
}
