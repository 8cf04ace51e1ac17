/** The networks to start from, as a window lists and builds them. */
import type { Column, DataSource, SplitOptions } from '../../data/dataset';
import { inferNetwork } from '../../infer/infer-network';
import { requireTemplate, TEMPLATES } from '../../templates';
import { fitTemplate, withUsualChanges } from '../../templates/fit-to-data';
import { packDocument } from '../document-payload';
import type { DocumentPayload, TemplateSummary } from '../protocol/documents';
import { trainedOn } from './data-reference';

/** As in the command line, where the data does not say itself. */
const USUAL_SPLIT: SplitOptions = { seed: 1, validation: 0.15, test: 0 };

let summaries: readonly TemplateSummary[] | undefined;

export function templateSummaries(): readonly TemplateSummary[] {
  summaries ??= TEMPLATES.map(({ name, title, summary, notes, category, paper, year, reference, takes, size, data, build }) => {
    // A template equals its reference (a test holds them together), so nothing has to be built to count.
    const parameters = reference?.parameters ?? inferNetwork(build(size)).totals.params;
    return { name, title, summary, notes, category, paper, year, takes, input: size.input, parameters, ...(size.classes !== undefined && { classes: size.classes }), ...(reference && { reference }), ...(data && { data }) };
  });
  return summaries;
}

/** `columnsOf` opens the data, which decides the size. */
export async function buildTemplate(name: string, source: DataSource | undefined, split: SplitOptions | undefined, columnsOf: (source: DataSource, split: SplitOptions) => Promise<readonly Column[]>): Promise<DocumentPayload> {
  const template = requireTemplate(name);
  const data = source ?? template.data;
  if (!data) return packDocument(template.build(template.size));
  const chosen = split ?? USUAL_SPLIT;
  return packDocument(trainedOn(withUsualChanges(fitTemplate(template, await columnsOf(data, chosen)), data), data, chosen));
}
