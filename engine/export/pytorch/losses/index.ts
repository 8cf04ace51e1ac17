/** losses.py of a PyTorch project: what its network is compared by, and nothing else. */
import type { InferredNode } from '../../../infer/infer-network';
import { fastRcnnRule } from './detection/fast-rcnn';
import { fasterRcnnRule } from './detection/faster-rcnn';
import { ssdRule } from './detection/ssd';
import { yoloV1Rule } from './detection/yolo-v1';
import { yoloV2Rule } from './detection/yolo-v2';
import { yoloV3Rule } from './detection/yolo-v3';
import { yoloV5Rule } from './detection/yolo-v5';
import { yoloV6Rule } from './detection/yolo-v6';
import { yoloV7Rule } from './detection/yolo-v7';
import { yoloV8Rule } from './detection/yolo-v8';
import { maskRule, outputRule } from './output-rule';
import { heatmapRule, landmarkRule } from './point-rules';
import { withNeeds, type TorchRule } from './torch-rule';

/** By the type of the layer; an Output has two. */
const RULES: Readonly<Record<string, TorchRule>> = {
  'landmark-output': landmarkRule,
  'heatmap-output': heatmapRule,
  'yolo-v1-head': yoloV1Rule,
  'yolo-v2-head': yoloV2Rule,
  'yolo-v3-head': yoloV3Rule,
  'yolo-v5-head': yoloV5Rule,
  'yolo-v6-head': yoloV6Rule,
  'yolo-v7-head': yoloV7Rule,
  'yolo-v8-head': yoloV8Rule,
  'ssd-head': ssdRule,
  'fast-rcnn-head': fastRcnnRule,
  'faster-rcnn-head': fasterRcnnRule,
};

/** Nothing where the layer is not compared with data, or the rule it compares by is not written in PyTorch. */
export function torchRuleOf({ flat, definition, parameters }: InferredNode): TorchRule | undefined {
  if (!definition?.target || parameters === undefined) return undefined;
  if (flat.node.type !== 'output') return RULES[flat.node.type];
  return definition.target.accepts(parameters).includes('mask') ? maskRule : outputRule;
}

export function lossesScript(rules: readonly TorchRule[]): string {
  const parts = withNeeds(rules).map(({ code }) => code.trimEnd());
  const text = [...parts, totalLoss(rules)].join('\n\n\n');
  const imports = [...(text.includes('math.') ? ['import math', ''] : []), 'import torch', 'import torch.nn.functional as F'];
  return `"""How wrong answers are, by the rules that LayerLoom trains by. Each gives the mean over a batch."""\n${imports.join('\n')}\n\n\n${text}\n`;
}

function totalLoss(rules: readonly TorchRule[]): string {
  const names = [...new Set(rules.map(({ calls }) => calls))].map((name) => `'${name}': ${name}`);
  return String.raw`RULES = {${names.join(', ')}}


def total_loss(project, outputs, truths):
    """outputs: what the network gives for each target of project.json, in its order."""
    outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
    return sum(target['weight'] * RULES[target['rule']](target, found, truth) for target, found, truth in zip(project['targets'], outputs, truths))`;
}
