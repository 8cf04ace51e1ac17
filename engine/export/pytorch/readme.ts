/** README.md of a PyTorch project. */
export function projectReadme(name: string, version: string, hasData: boolean, notes: readonly string[]): string {
  const data = hasData
    ? '- `data.json`: the rows of each split; pictures lie in the folder it names (`--data FOLDER` if they have moved).'
    : '- There is no `data.json`: choose data in LayerLoom and export again to train here.';
  return `# ${name}

Written by LayerLoom ${version}. Needs Python 3 with PyTorch and numpy; pictures other than plain PNG need Pillow.

- \`model.py\`: the network, \`Net\`. \`Net().predict(x)\` answers as LayerLoom does.
- \`weights.safetensors\`: its weights; \`weights.py\` reads them without further packages.
- \`project.json\`: optimizer, schedule, losses and preprocessing.
${data}

\`\`\`python
from model import Net
from weights import load_weights

network = Net().eval()
load_weights(network, 'weights.safetensors')
\`\`\`

Train on this machine, or on several processors or machines at once:

\`\`\`sh
python train.py
torchrun --nproc_per_node=4 train.py
torchrun --nnodes=2 --nproc_per_node=4 --rdzv_backend=c10d --rdzv_endpoint=HOST:29500 train.py
\`\`\`

It goes on from \`weights.safetensors\`; \`--from-scratch\` draws new ones. The result is \`trained.safetensors\`.

## What differs from LayerLoom

${notes.map((note) => `- ${note}`).join('\n')}
`;
}
