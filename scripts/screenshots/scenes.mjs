/**
 * Every screen, in the order in which a person comes by. A scene brings the page to a screen from where the last one left it;
 * what it returns is undone after the pictures are taken.
 */
/** A run of LeNet-5 on two slow cores. */
const TRAINED_MS = 300_000;

/** Each with a title for the index. */
export const SCENES = [
  scene('start', 'Start screen', (page) => page.getByRole('button', { name: 'Empty network' }).waitFor()),
  scene('tour', 'The tour, and the settings of training', async (page) => {
    await page.getByRole('button', { name: 'Train your first network' }).first().click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('region', { name: 'Sample' }).getByText('untrained weights').waitFor({ timeout: 60_000 });
  }),
  scene('training-running', 'Training: while it learns', async (page) => {
    await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('img', { name: /^Accuracy/ }).waitFor({ timeout: TRAINED_MS });
    await page.getByRole('table', { name: /^Confusions/ }).waitFor({ timeout: TRAINED_MS });
    const pause = page.getByRole('banner').getByRole('button', { name: 'Pause', exact: true });
    // A quick machine has finished by now.
    if (!(await pause.isVisible())) return undefined;
    await pause.click();
    await page.getByRole('banner').getByRole('button', { name: 'Continue', exact: true }).waitFor();
    return () => page.getByRole('banner').getByRole('button', { name: 'Continue', exact: true }).click();
  }),
  scene('training', 'Training: curves, answers so far', async (page) => {
    await page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).waitFor({ timeout: TRAINED_MS });
    await page.getByText('of new digits').waitFor();
  }),
  scene('training-answers', 'Training: where it errs', async (page) => {
    await page.getByRole('button', { name: 'End the tour' }).click();
    await view(page, 'training', 'Answers');
    await page.getByRole('region', { name: 'Worst answers' }).locator('canvas').first().waitFor({ timeout: 60_000 });
  }),
  scene('samples', 'Samples behind one cell of the confusion', async (page) => {
    await page.getByRole('table', { name: /^Confusions/ }).getByRole('button').first().click();
    await page.getByRole('dialog').locator('canvas').first().waitFor({ timeout: 60_000 });
    return () => page.keyboard.press('Escape');
  }),
  scene('training-layers', 'Training: weights, gradients and signals of each layer', (page) => view(page, 'training', 'Layers')),
  scene('runs', 'Runs', async (page) => {
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    return () => page.keyboard.press('Escape');
  }),
  scene('network', 'Canvas, inspector, size table', async (page) => {
    await page.getByRole('tab', { name: 'Size table' }).click();
    await box(page, 'conv2').click();
  }),
  scene('why', 'Why this number: how a cost comes about, and what another kernel would change', async (page) => {
    await box(page, 'conv2').locator('[data-figure="parameters"]').click();
    const why = page.getByRole('dialog', { name: 'Why this number?' });
    await why.getByRole('button', { name: 'MACs' }).click();
    await why.getByRole('slider', { name: 'Kernel' }).fill('3');
    return () => page.keyboard.press('Escape');
  }),
  scene('layer-view', 'A layer from near: its feature maps', async (page) => {
    await search(page, 'Feature maps and filters');
    await page.getByRole('dialog').getByRole('group', { name: /^channel/ }).first().waitFor({ timeout: 60_000 });
    return () => page.keyboard.press('Escape');
  }),
  scene('problem', 'A wire that cannot be, and its remedy', async (page) => {
    await drag(page, port(page, 'pool2', 'source'), port(page, 'dense3', 'target'));
    await page.getByRole('tab', { name: /^Problems/ }).click();
    return () => page.getByRole('button', { name: /^Undo/ }).click();
  }),
  scene('code', 'Code: the network as text', async (page) => {
    await page.getByRole('tab', { name: 'Code' }).click();
    await page.locator('.monaco-editor .view-line').first().waitFor();
  }),
  scene('pytorch', 'Code: the same network in PyTorch', async (page) => {
    await page.getByRole('tab', { name: 'PyTorch' }).click();
    await page.getByText('torch').first().waitFor();
    return () => page.getByRole('tab', { name: 'Model' }).click();
  }),
  scene('data', 'Data: classes and pictures', async (page) => {
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByRole('listbox', { name: 'Pictures' }).getByRole('option').first().waitFor();
  }),
  scene('data-prepare', 'Data: preparation and random changes', (page) => view(page, 'data', 'Prepare')),
  scene('data-choose', 'Data: where it comes from', async (page) => {
    await view(page, 'data', 'Browse');
    await page.getByRole('button', { name: 'Other data…' }).click();
  }),
  scene('webcam', 'Data: classes recorded with the camera', async (page) => {
    await page.getByRole('button', { name: /^Webcam/ }).click();
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await page.getByRole('button', { name: 'Stop the camera' }).waitFor();
    return async () => {
      await page.getByRole('button', { name: 'Stop the camera' }).click();
      await view(page, 'data', 'Browse');
    };
  }),
  scene('predict', 'Predict: a drawn digit, its answer, the maps on the boxes', async (page) => {
    await page.getByRole('tab', { name: 'Predict' }).click();
    const pad = page.getByRole('img', { name: /^Drawing pad/ });
    await pad.waitFor();
    await draw(page, pad, SEVEN);
    await page.getByRole('region', { name: 'Sample' }).getByText('given by hand').waitFor();
  }),
  scene('debugger', 'Debugger: a step gone through number by number', async (page) => {
    await page.getByRole('tab', { name: 'Debugger' }).click();
    await page.getByText('Working out the numbers.').waitFor({ state: 'detached', timeout: 60_000 });
  }),
  scene('export', 'Export: ONNX with its proof', async (page) => {
    await page.getByRole('banner').getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Export/ }).last().click();
    await dialog.getByRole('region', { name: 'Export report' }).waitFor({ timeout: 60_000 });
    return () => page.keyboard.press('Escape');
  }),
  scene('search', 'One search', async (page) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('conv');
    return () => page.keyboard.press('Escape');
  }),
  scene('shortcuts', 'Keyboard shortcuts', async (page) => {
    await page.getByRole('application').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    return () => page.keyboard.press('Escape');
  }),
  scene('resnet', 'A network of blocks', async (page) => {
    await goHome(page);
    await page.getByRole('button', { name: /Small ResNet/ }).click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('tab', { name: 'Size table' }).click();
  }),
  scene('block', 'Inside a block', async (page) => {
    await page.locator('.react-flow__node').filter({ hasText: /block/i }).first().dblclick();
    await page.getByText('Block input').first().waitFor();
  }),
  scene('presentation', 'Presentation mode, type at 175 %', async (page) => {
    await goHome(page);
    await page.getByRole('button', { name: /XOR network/ }).click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('tab', { name: 'Predict' }).click();
    await search(page, 'Type at 175');
    return () => page.keyboard.press('F4');
  }),
  scene('playground', 'A playground', async (page) => {
    await goHome(page);
    await page.getByRole('region', { name: /^Playgrounds/ }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Empty network' }).waitFor({ state: 'detached' });
  }),
  scene('found', 'Predict: what the detector that comes along finds in a picture', async (page) => {
    await goHome(page);
    await page.getByRole('button', { name: /^Scene detector/ }).click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('tab', { name: 'Predict' }).click();
    await page.getByRole('img', { name: /over the picture$/ }).waitFor({ timeout: 60_000 });
  }),
  scene('live', 'Live: the same in front of a camera', async (page) => {
    await page.getByRole('tab', { name: 'Live' }).click();
    const panel = page.getByRole('tabpanel', { name: 'Live' });
    await panel.getByRole('button', { name: 'Camera', exact: true }).click();
    await panel.getByText(/\d+\.\d\s*frames/).waitFor({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Freeze', exact: true }).click();
    return () => panel.getByRole('button', { name: 'Stop', exact: true }).click();
  }),
  scene('xray', 'X-ray: the boxes of a detector, and which gave way to which', async (page) => {
    await page.keyboard.press('Alt+9');
    await page.getByRole('table', { name: 'Boxes' }).getByRole('row').nth(1).waitFor({ timeout: 60_000 });
    await page.getByRole('table', { name: 'Boxes' }).getByRole('button').first().click();
  }),
  scene('xray-assignment', 'X-ray: which places answer for which object', async (page) => {
    await xrayView(page, 'Assignment');
    await page.getByRole('table', { name: 'Objects and the places that answer for them' }).getByRole('button').first().click();
  }),
  scene('labelling', 'Labels: boxes drawn over pictures of one’s own', async (page) => {
    await goHome(page);
    await page.getByRole('button', { name: 'Label pictures' }).click();
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByRole('button', { name: 'scenes' }).click();
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByRole('region', { name: 'Objects' }).getByRole('listitem').first().waitFor({ timeout: 60_000 });
  }),
];

const xrayView = (page, name) => page.getByRole('group', { name: 'What of the frame is shown' }).getByRole('button', { name, exact: true }).click();

function scene(name, title, show) {
  return { name, title, show };
}

async function goHome(page) {
  await page.getByRole('button', { name: 'LayerLoom menu' }).click();
  await page.getByRole('menuitem', { name: /Start screen/ }).click();
  await page.getByRole('button', { name: 'Empty network' }).waitFor();
}

async function view(page, panel, title) {
  await page.getByRole('tab', { name: panel === 'data' ? 'Data' : 'Training' }).click();
  await page.getByRole('group', { name: `View of the ${panel}` }).getByRole('button', { name: title }).click();
}

async function search(page, words) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

const box = (page, name) => page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) });
const port = (page, name, kind) => box(page, name).locator(`.react-flow__handle.${kind}`).first();

async function drag(page, from, to) {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 6 });
  await page.mouse.up();
}

/** In parts of the pad. */
const SEVEN = [[0.3, 0.24], [0.5, 0.22], [0.7, 0.24], [0.58, 0.48], [0.48, 0.8]];

async function draw(page, pad, points) {
  const { x, y, width, height } = await pad.boundingBox();
  const at = ([left, top]) => [x + left * width, y + top * height];
  await page.mouse.move(...at(points[0]));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...at(point), { steps: 8 });
  await page.mouse.up();
}
