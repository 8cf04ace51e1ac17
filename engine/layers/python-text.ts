/** Values of ours as they stand in Python source. */
export function pythonTuple(values: readonly number[]): string {
  return `(${values.join(', ')}${values.length === 1 ? ',' : ''})`;
}

export function pythonBoolean(value: boolean): string {
  return value ? 'True' : 'False';
}

/** Tensors without a module of their own, under the names of their shapes; read as `self['weight']`. */
export function pythonParameters(shapes: Readonly<Record<string, readonly number[]>>): string {
  const entries = Object.entries(shapes).map(([name, shape]) => `'${name}': nn.Parameter(torch.zeros(${pythonTuple(shape)}))`);
  return `nn.ParameterDict({${entries.join(', ')}})`;
}

/** The same for modules: `self['query']`. */
export function pythonModules(modules: Readonly<Record<string, string>>): string {
  return `nn.ModuleDict({${Object.entries(modules).map(([name, module]) => `'${name}': ${module}`).join(', ')}})`;
}
