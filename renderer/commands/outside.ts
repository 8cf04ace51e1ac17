/** Models from elsewhere that see. */
import { choosePath } from '../files/choose-path';
import { MODEL_ENDING } from '../import/model-file';
import { openOutside } from '../outside/outside-model';
import { report } from '../shell/connection';
import type { Command } from './command';

export const mapModel: Command = {
  id: 'outside-map',
  title: 'Use a model file from elsewhere…',
  group: 'Run',
  words: 'onnx yolo mediapipe live map outputs boxes scores classes landmarks recognise',
  run: () => {
    choosePath({ title: 'A model that sees', endings: [MODEL_ENDING], files: [MODEL_ENDING], noun: 'model', folders: false })
      .then((chosen) => chosen && openOutside(chosen.path))
      .catch(report);
  },
};
