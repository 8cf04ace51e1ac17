/** README.md of a PyTorch project. */

const READERS = '- `losses.py`: how answers are compared with the data; `pictures.py`, `rows.py` and `truths.py` read it.';

/** What it says of data, by whether train.py trains: on data, on none yet, or not at all. */
const DATA = {
  data: `${READERS}
- \`data.json\`: the rows of each split; pictures lie in the folder it names (\`--data FOLDER\` if they have moved).`,
  'no-data': `${READERS}
- There is no \`data.json\`: choose data in LayerLoom and export again to train here.`,
  untrainable: '- `train.py` says why it cannot train this network, and the command that trains it in LayerLoom.',
};

const COMMANDS = `
Train on this machine, or on several processors or machines at once:

\`\`\`sh
python train.py
torchrun --nproc_per_node=4 train.py
torchrun --nnodes=2 --nproc_per_node=4 --rdzv_backend=c10d --rdzv_endpoint=HOST:29500 train.py
\`\`\`

It goes on from \`weights.safetensors\`; \`--from-scratch\` draws new ones. The result is \`trained.safetensors\`.
`;

export function projectReadme(name: string, version: string, trains: keyof typeof DATA, notes: readonly string[]): string {
  return `# ${name}

Written by LayerLoom ${version}. Needs Python 3 with PyTorch and numpy; pictures other than plain PNG need Pillow.

- \`model.py\`: the network, \`Net\`. \`Net().predict(x)\` answers as LayerLoom does.
- \`weights.safetensors\`: its weights; \`weights.py\` reads them without further packages.
- \`project.json\`: optimizer, schedule, losses and preprocessing.
${DATA[trains]}

\`\`\`python
from model import Net
from weights import load_weights

network = Net().eval()
load_weights(network, 'weights.safetensors')
\`\`\`
${trains === 'untrainable' ? '' : COMMANDS}
## What differs from LayerLoom

${notes.map((note) => `- ${note}`).join('\n')}
`;
}
