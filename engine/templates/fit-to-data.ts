/** From a template and the columns of a data set to a document that trains on it. */
import { fail } from '../core/diagnostic';
import type { Column, DataSource } from '../data/dataset';
import { usualAugmentation } from '../data/generators';
import type { GraphNode, LoomDocument } from '../document/model';
import type { PictureLimits, Template, TemplateSize } from './template';

/** The columns a template takes and answers. */
interface Choice {
  readonly features: readonly Column[];
  readonly target: Column;
}

/** Builds the template to the size of the data. Throws LoomError where the two do not go together. */
export function fitTemplate(template: Template, columns: readonly Column[]): LoomDocument {
  const { features, target } = chooseColumns(template, columns);
  const size: TemplateSize = { input: inputShape(template, features), ...(target.classes && { classes: target.classes.length }), ...(target.skeleton && { points: target.skeleton.points.length }) };
  const document = template.build(size);
  const isClear = columns.filter(({ isTarget }) => isTarget).length === 1 && features.length === columns.length - 1 && target.isTarget;
  // Where nothing else could be meant, the document stays open for other data with other column names.
  return isClear ? document : withBindings(document, { features, target });
}

/** With the random changes that built-in data is trained with. */
export function withUsualChanges(document: LoomDocument, source: DataSource): LoomDocument {
  const augmentation = usualAugmentation(source).map((one) => ({ ...one }));
  return augmentation.length === 0 ? document : { ...document, data: { ...document.data, source, augmentation } };
}

function chooseColumns(template: Template, columns: readonly Column[]): Choice {
  const target = chooseTarget(template, columns);
  const others = columns.filter((column) => !column.isTarget);
  const pictures = others.filter(({ kind }) => kind === 'image');
  const values = others.filter(({ kind }) => kind === 'number' || kind === 'category');
  const { takes } = template;
  if (takes !== 'numbers' && pictures.length > 0) return { features: pictures.slice(0, 1), target };
  if (takes !== 'picture' && values.length > 0) return { features: values, target };
  const wanted = takes === 'picture' ? 'pictures' : takes === 'numbers' ? 'numbers' : 'pictures or numbers';
  return refuse(template, wanted, takes === 'picture' ? 'For tables use the template “mlp”.' : 'For pictures use the template “lenet5”.');
}

function chooseTarget(template: Template, columns: readonly Column[]): Column {
  const { answers } = template;
  // What is drawn again is what came in, so any picture will do.
  if (answers === 'picture') return columns.find(({ kind }) => kind === 'image') ?? refuse(template, 'pictures', 'For tables use the template “mlp”.');
  const targets = columns.filter(({ isTarget }) => isTarget);
  if (answers === 'mask') return targets.find(({ kind }) => kind === 'mask') ?? refuse(template, 'pictures with a mask each', 'To tell pictures apart as a whole use the template “resnet18”.');
  if (answers === 'boxes') return columns.find(({ kind }) => kind === 'boxes') ?? refuse(template, 'pictures with a list of the objects in each', 'For data of your own, give pictures with annotations; layerloom data scenes draws some.');
  if (answers === 'points') return columns.find(({ kind }) => kind === 'points') ?? refuse(template, 'pictures with the points of one object each', 'For data of your own, give pictures with keypoints; builtin:hand and builtin:face draw some.');
  return (
    targets.find(({ kind }) => kind === 'category') ??
    targets.find(({ kind }) => kind === 'number') ??
    fail('no-target', 'The data has no column of classes or numbers to predict.', { expected: 'a category or number column as target', remedy: 'Choose one with --target.' })
  );
}

function refuse({ name }: Template, wanted: string, remedy: string): never {
  return fail('template-data', `The template “${name}” takes ${wanted}, but the data has none.`, { expected: wanted, remedy });
}

function inputShape({ pictures, size }: Template, features: readonly Column[]): number[] {
  const [first] = features;
  if (first?.kind !== 'image') return [features.reduce((total, { kind, classes }) => total + (kind === 'category' ? (classes?.length ?? 0) : 1), 0)];
  return first.image && pictures ? pictureShape(first.image, pictures) : [...size.input];
}

/** The size of most pictures where it is within the limits; photographs are made small enough to learn from quickly. */
function pictureShape({ channels, height, width }: NonNullable<Column['image']>, { smallest, usual, largest, step = 1 }: PictureLimits): number[] {
  const fits = height % step === 0 && width % step === 0 && Math.min(height, width) >= smallest && Math.max(height, width) <= largest;
  return fits ? [channels, height, width] : [channels, usual, usual];
}

function withBindings(document: LoomDocument, { features, target }: Choice): LoomDocument {
  const bind = (node: GraphNode): GraphNode => {
    if (node.type === 'input') return { ...node, binding: features.length === 1 ? { column: features[0]!.name } : { columns: features.map(({ name }) => name) } };
    return node.type === 'output' ? { ...node, binding: { column: target.name } } : node;
  };
  return { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map(bind) } };
}
