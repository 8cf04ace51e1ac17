/** Debian's PyTorch; a `python3` found elsewhere on the path may lack it. */
import { spawnSync } from 'node:child_process';

export const PYTHON = '/usr/bin/python3';

/** Why PyTorch code cannot be run here, or false; for `describe.skipIf` and the name of what is skipped. */
export const TORCH_MISSING: string | false = spawnSync(PYTHON, ['-c', 'import torch']).status === 0 ? false : `there is no torch at ${PYTHON}`;
