/** Names of boxes and blocks as Python takes them, each unlike the others around it. */

const KEYWORDS = 'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case'.split(' ');
/** What a module has already, and what the code refers to. */
const TAKEN = 'self torch nn F T_destination add_module apply bfloat16 buffers call_super_init children cpu cuda double dump_patches eval extra_repr float for_loss forward get_buffer get_extra_state get_parameter get_submodule half input_shapes ipu load_state_dict modules named_buffers named_children named_modules named_parameters parameters predict register_buffer register_forward_hook register_module register_parameter requires_grad_ set_extra_state share_memory state_dict to to_empty train training true_boxes type xpu zero_grad compile mtia'.split(' ');
const RESERVED: ReadonlySet<string> = new Set([...KEYWORDS, ...TAKEN]);

/** A name that no one else has, made of letters, digits and _. */
export class PythonNames {
  private readonly taken = new Set<string>();

  claim(name: string): string {
    const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+(?=.)|_+$/g, '');
    const base = plain === '' ? 'box' : /^\d/.test(plain) ? `n${plain}` : plain;
    return this.unlike(RESERVED.has(base) ? `${base}_` : base);
  }

  /** `residual halving` becomes `ResidualHalving`. */
  claimClass(name: string): string {
    const words = name.normalize('NFKD').split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    const base = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
    return this.unlike(base === '' || /^\d/.test(base) ? `Block${base}` : base, '');
  }

  private unlike(base: string, joint = '_'): string {
    let name = base;
    for (let number = 2; this.taken.has(name); number++) name = `${base}${joint}${number}`;
    this.taken.add(name);
    return name;
  }
}
