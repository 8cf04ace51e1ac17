/** Every template: small ones that train on built-in data, then the networks they are taken from. Adding one touches its own file and one line here. */
import { fail } from '../core/diagnostic';
import { alexnet } from './alexnet';
import { autoencoder } from './autoencoder';
import { autoencoderSmall } from './autoencoder-small';
import { cameraClasses } from './camera-classes';
import { convnextMini } from './convnext-mini';
import { convnextTiny } from './convnext-tiny';
import { dcganDiscriminator } from './dcgan-discriminator';
import { dcganGenerator } from './dcgan-generator';
import { dcganSmall } from './dcgan-small';
import { denoisingUnet } from './denoising-unet';
import { densenetSmall } from './densenet-small';
import { densenet121 } from './densenet121';
import { efficientnetB0 } from './efficientnet-b0';
import { efficientnetSmall } from './efficientnet-small';
import { fastRcnnSmall } from './fast-rcnn-small';
import { fasterRcnnSmall } from './faster-rcnn-small';
import { faceLandmarks } from './face-landmarks';
import { fcnResnet50 } from './fcn-resnet50';
import { fcnSmall } from './fcn-small';
import { gestureConv1d } from './gesture-conv1d';
import { gestureMlp } from './gesture-mlp';
import { googlenet } from './googlenet';
import { handLandmarks } from './hand-landmarks';
import { inceptionResnetV1 } from './inception-resnet-v1';
import { inceptionResnetV2 } from './inception-resnet-v2';
import { inceptionSmall } from './inception-small';
import { inceptionV3 } from './inception-v3';
import { lenet5 } from './lenet5';
import { maskRcnnSmall } from './mask-rcnn-small';
import { mlp } from './mlp';
import { mobilenetSmall } from './mobilenet-small';
import { mobilenetV1 } from './mobilenet-v1';
import { mobilenetV2 } from './mobilenet-v2';
import { mobilenetV3Large } from './mobilenet-v3-large';
import { mobilenetV3Small } from './mobilenet-v3-small';
import { perceptron } from './perceptron';
import { rcnnSmall } from './rcnn-small';
import { resnetSmall } from './resnet-small';
import { resnet101 } from './resnet101';
import { resnet18 } from './resnet18';
import { resnet34 } from './resnet34';
import { resnet50 } from './resnet50';
import { shufflenetSmall } from './shufflenet-small';
import { shufflenetV2 } from './shufflenet-v2';
import { squeezenet } from './squeezenet';
import { squeezenetSmall } from './squeezenet-small';
import type { Template } from './template';
import { ssdSmall } from './ssd-small';
import { unet } from './unet';
import { unetSmall } from './unet-small';
import { vae } from './vae';
import { vggSmall } from './vgg-small';
import { vgg11 } from './vgg11';
import { vgg16 } from './vgg16';
import { vgg19 } from './vgg19';
import { vitB16 } from './vit-b-16';
import { vitMini } from './vit-mini';
import { vitTiny } from './vit-tiny';
import { xception } from './xception';
import { xceptionSmall } from './xception-small';
import { xorMlp } from './xor-mlp';
import { yoloV1Small } from './yolo-v1-small';
import { yoloV2Small } from './yolo-v2-small';
import { yoloV3Small } from './yolo-v3-small';
import { yoloV5Small } from './yolo-v5-small';
import { yoloV6Small } from './yolo-v6-small';
import { yoloV7Small } from './yolo-v7-small';
import { yoloV8Small } from './yolo-v8-small';

export const TEMPLATES: readonly Template[] = [
  perceptron,
  xorMlp,
  mlp,
  lenet5,
  vggSmall,
  inceptionSmall,
  resnetSmall,
  densenetSmall,
  squeezenetSmall,
  mobilenetSmall,
  xceptionSmall,
  shufflenetSmall,
  efficientnetSmall,
  vitMini,
  convnextMini,
  cameraClasses,
  autoencoderSmall,
  denoisingUnet,
  unetSmall,
  fcnSmall,

  yoloV1Small,
  yoloV2Small,
  yoloV3Small,
  yoloV5Small,
  yoloV6Small,
  yoloV7Small,
  yoloV8Small,
  ssdSmall,

  handLandmarks,
  faceLandmarks,
  gestureMlp,
  gestureConv1d,

  rcnnSmall,
  fastRcnnSmall,
  fasterRcnnSmall,
  maskRcnnSmall,

  alexnet,
  vgg11,
  vgg16,
  vgg19,
  googlenet,
  inceptionV3,

  resnet18,
  resnet34,
  resnet50,
  resnet101,
  densenet121,
  inceptionResnetV1,
  inceptionResnetV2,

  squeezenet,
  mobilenetV1,
  mobilenetV2,
  mobilenetV3Large,
  mobilenetV3Small,
  shufflenetV2,
  xception,
  efficientnetB0,

  vitTiny,
  vitB16,
  convnextTiny,

  unet,
  fcnResnet50,

  autoencoder,
  vae,
  dcganGenerator,
  dcganDiscriminator,
  dcganSmall,
];

export const TEMPLATE_NAMES: readonly string[] = TEMPLATES.map(({ name }) => name);

export function findTemplate(name: string): Template | undefined {
  return TEMPLATES.find((template) => template.name === name);
}

/** Throws LoomError listing the templates there are. */
export function requireTemplate(name: string): Template {
  return (
    findTemplate(name) ??
    fail('unknown-template', `There is no template “${name}”.`, { expected: TEMPLATE_NAMES.join(', '), found: name, remedy: `The templates are ${TEMPLATE_NAMES.join(', ')}.` })
  );
}
