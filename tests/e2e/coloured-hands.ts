/**
 * A landmark model in MediaPipe's layout that is no model, and a camera that a test turns: the model tells a fist where the
 * picture is red and an open hand where it is blue, so that only what is around it is tested.
 */
import type { Page } from 'playwright-core';
import { float32Tensor } from '../../engine/core/dtype';
import { gesturePose, type Gesture } from '../../engine/data/generators/hand/gestures';
import { movingHands } from '../../engine/data/generators/hand/moving-hand';
import { placeHand } from '../../engine/data/generators/hand/paint-hand';
import { encodeModel } from '../../engine/onnx/encode';
import type { OnnxNode } from '../../engine/onnx/model';
import { HAND_REGION } from '../../engine/vision/region-rules';
import { pictureToRegion, regionOf } from '../../engine/vision/rotated-crop';

const SIDE = 224;
const HAND = { side: 'right', turn: { yaw: 0, pitch: 0, roll: 0 }, at: [100, 100], length: 100, skin: [0.8, 0.6, 0.5], thickness: 1 } as const;

/** The points where the square that MediaPipe cuts out around them is the whole input: what is followed stays where it is. */
function pointsOf(gesture: Gesture): number[] {
  const points = placeHand({ ...HAND, pose: gesturePose(gesture) } as unknown as Parameters<typeof placeHand>[0]).map(({ at: [x, y, z] }) => ({ x, y, z }));
  const region = regionOf({ x: 0, y: 0, width: 0, height: 0, points }, HAND_REGION.fromLandmarks);
  return points.flatMap(({ x, y, z }) => {
    const place = pictureToRegion(region, { width: SIDE, height: SIDE }, x, y);
    return [place.x, place.y, (0.4 * z * SIDE) / region.width];
  });
}

/** Red less blue, cut to ±1, chooses between the two hands. */
export function colouredHandModel(): Uint8Array {
  const [red, blue] = [pointsOf('fist'), pointsOf('open hand')];
  const node = (op: string, inputs: readonly string[], output: string, attributes?: OnnxNode['attributes']): OnnxNode => ({ op, name: output, inputs, outputs: [output], ...(attributes && { attributes }) });
  const weights = {
    'red less blue': float32Tensor([3, 1], [8, 0, -8]),
    least: float32Tensor([], [-1]),
    most: float32Tensor([], [1]),
    half: float32Tensor([1, 63], red.map((value, index) => (value - blue[index]!) / 2)),
    middle: float32Tensor([1, 63], red.map((value, index) => (value + blue[index]!) / 2)),
    nothing: float32Tensor([1, 1], [0]),
    one: float32Tensor([1, 1], [1]),
  };
  return encodeModel({
    name: 'coloured hands',
    inputs: [{ name: 'input', dtype: 'float32', shape: [1, 3, SIDE, SIDE] }],
    outputs: [{ name: 'points', dtype: 'float32', shape: [1, 63] }, { name: 'presence', dtype: 'float32', shape: [1, 1] }, { name: 'side', dtype: 'float32', shape: [1, 1] }],
    initializers: Object.entries(weights).map(([name, tensor]) => ({ name, tensor })),
    nodes: [
      node('GlobalAveragePool', ['input'], 'pooled'),
      node('Flatten', ['pooled'], 'colour', { axis: { int: 1 } }),
      node('MatMul', ['colour', 'red less blue'], 'difference'),
      node('Clip', ['difference', 'least', 'most'], 'which'),
      node('MatMul', ['which', 'half'], 'away'),
      node('Add', ['away', 'middle'], 'points'),
      node('Mul', ['which', 'nothing'], 'none'),
      node('Add', ['none', 'one'], 'presence'),
      node('Add', ['none', 'nothing'], 'side'),
    ],
  });
}

/** In place of the camera of `page`: drawn hands in the colour that `turnTo` was told last. Streams can be asked whether they have ended. */
export async function turnedCamera(page: Page): Promise<void> {
  const frames = (['fist', 'open hand'] as const).map((gesture) => {
    const { picture } = movingHands({ seed: 4, width: 320, height: 240, gesture })(1);
    return { width: picture.width, height: picture.height, data: Buffer.from(picture.data).toString('base64') };
  });
  await page.evaluate((drawn) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [drawn[0]!.width, drawn[0]!.height];
    const context = canvas.getContext('2d')!;
    const pictures = drawn.map(({ width, height, data }) => {
      const [rgb, image] = [atob(data), new ImageData(width, height)];
      for (let pixel = 0; pixel < width * height; pixel++) {
        for (let channel = 0; channel < 3; channel++) image.data[pixel * 4 + channel] = rgb.charCodeAt(pixel * 3 + channel);
        image.data[pixel * 4 + 3] = 255;
      }
      return image;
    });
    const state = { colour: 0, streams: [] as MediaStream[] };
    const paint = (): void => {
      context.putImageData(pictures[state.colour]!, 0, 0);
      context.fillStyle = state.colour === 0 ? '#f008' : '#00f8';
      context.fillRect(0, 0, canvas.width, canvas.height);
    };
    setInterval(paint, 33);
    paint();
    Object.assign(window, { turned: state });
    navigator.mediaDevices.getUserMedia = async () => {
      const stream = canvas.captureStream(30);
      state.streams.push(stream);
      return stream;
    };
  }, frames);
}

interface Turned {
  readonly turned: { colour: number; readonly streams: readonly MediaStream[] };
}

export async function turnTo(page: Page, gesture: 'fist' | 'open hand'): Promise<void> {
  await page.evaluate((colour) => ((window as unknown as Turned).turned.colour = colour), gesture === 'fist' ? 0 : 1);
}

export function tracks(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as Turned).turned.streams.flatMap((stream) => stream.getTracks().map(({ readyState }) => readyState)));
}
