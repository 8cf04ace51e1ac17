import { number } from '../../core/parameters';
import { still } from '../../losses/detection/box';
import { defineLayer, ONE_INPUT } from '../define-layer';
import { imageShape } from '../image-window';
import { pythonTuple } from '../python-text';

export const backgroundSubtraction = defineLayer<{ threshold: number; momentum: number }>({
  type: 'background-subtraction',
  version: 1,
  title: 'Background subtraction',
  category: 'detection',
  summary: 'Marks the pixels that differ from the mean of all pictures before',
  documentation: {
    text: 'Keeps a running mean of the pictures while training, which stands still afterwards, and answers 1 where any channel of a picture is further from it than the threshold. It needs a camera that does not move, and says that something is there, not what. It fails where light changes or leaves sway, for then all of it is foreground; where something stands still for long, which becomes background and leaves a ghost when it goes; where an object has the colour of what is behind it; and it counts shadows as objects. Nothing is learned through it.',
    formulas: [String.raw`y = \left[ \max_c |x_c - \mu_c| > \text{threshold} \right]`, String.raw`\mu \leftarrow \mu + \text{momentum} \cdot (\bar{x} - \mu)`],
    source: 'Wren et al. 1997 (Pfinder), with a fixed threshold instead of a variance',
  },
  parameters: {
    threshold: number({ label: 'Threshold', help: 'From this difference on a pixel is foreground, in the units of the input', default: 0.15, minimum: 0 }),
    momentum: number({ label: 'Momentum', help: 'How far the mean moves towards each batch', default: 0.05, minimum: 0, maximum: 1 }),
  },
  inputs: ONE_INPUT,
  outputs: [{ name: 'foreground', help: '1 × height × width: 1 where the picture differs' }],
  shape: ({ inputs: [x] }) => {
    const { height, width } = imageShape(x!);
    return [[1, height, width]];
  },
  tensors: ({ inputs: [x] }) => {
    const { channels, height, width } = imageShape(x!);
    return { running_mean: { shape: [channels, height, width], initializer: 'zeros', fanIn: 1, fanOut: 1, trainable: false } };
  },
  lower: ({ builder: b, inputs: [x], parameters: { threshold, momentum }, mode, frozen, tensor, update }) => {
    const background = tensor('running_mean');
    if (mode === 'train' && !frozen) update('running_mean', b.add(background, b.mul(b.sub(b.mean(x!, [0]), background), momentum)));
    const difference = b.one('ReduceMax', [b.abs(b.sub(x!, background))], { axes: [1], keepdims: true });
    return [still(b, b.cast(b.greater(difference, threshold), 'float32'))];
  },
  torch: ({ inputs: [x], parameters: { threshold, momentum } }) => ({
    functions: { RunningBackground: RUNNING_BACKGROUND },
    module: `RunningBackground(${pythonTuple(x as readonly number[])}, ${threshold}, ${momentum})`,
  }),
  examples: [{ title: 'A camera', parameters: {}, inputs: [[3, 120, 160]], outputs: [[1, 120, 160]], parameterCount: 57_600, macs: 0 }],
});

const RUNNING_BACKGROUND = `class RunningBackground(nn.Module):
    """1 where a picture differs from the running mean of those before."""
    def __init__(self, shape, threshold, momentum):
        super().__init__()
        self.threshold, self.momentum = threshold, momentum
        self.register_buffer('running_mean', torch.zeros(shape))

    def forward(self, pictures):
        background = self.running_mean.clone()
        if self.training:
            with torch.no_grad():
                self.running_mean += self.momentum * (pictures.mean(0) - background)
        return ((pictures - background).abs().amax(1, keepdim=True) > self.threshold).to(pictures.dtype)`;
