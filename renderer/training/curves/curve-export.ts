/** Curves as files: a picture that is readable on white paper, and every number as a table. */
import uPlot from 'uplot';
import { saveBlob } from '../../export/save-blob';
import { shell } from '../../shell/connection';
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';
import { aligned } from './chart';
import type { ComparedRun } from './compared-runs';
import { curvesOf, stepsPerEpochOf } from './curve-data';
import type { CurveMetric } from './curve-metrics';
import { curveTable } from './curve-table';
import { chartOptions, runColour, type ChartCurve, type Colours } from './uplot-options';

/** Of the picture in CSS pixels; it has twice as many of its own. */
const SIZE = { width: 960, height: 540 };
const SCALE = 2;
const MARGIN = 28;
const LINE = 22;

/** The light theme's, whatever the window shows. */
const PAPER: Readonly<Record<string, string>> = { '--accent': '#3b5bdb', '--warn': '#9a5b00', '--faint': '#444b57', '--line': '#dfe3ea', '--text': '#171a21' };
const paperColours: Colours = (name) => PAPER[name] ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export async function exportPng(metric: CurveMetric, compared: readonly ComparedRun[]): Promise<void> {
  const { run, history, start } = useRun.getState();
  if (!run) return;
  const { axis, smoothing, isLog, output } = useTrainingPanel.getState();
  const logs = [{ title: run.title, history, start }, ...compared.map(({ summary, history: log }) => ({ title: summary.title, history: log, start: undefined }))];
  const curves = logs.flatMap((log, index) =>
    curvesOf(log.history, metric, { axis, smoothing, output: index === 0 ? output : undefined, stepsPerEpoch: stepsPerEpochOf(log.history, log.start) }).map((curve): ChartCurve => ({ ...curve, name: `${log.title}, ${curve.name}`, run: index })),
  );
  const named = curves.filter(({ style }) => style !== 'faint');
  const head = MARGIN + LINE * (1 + named.length);
  const canvas = document.createElement('canvas');
  canvas.width = (SIZE.width + 2 * MARGIN) * SCALE;
  canvas.height = (SIZE.height + head + 2 * MARGIN) * SCALE;
  const context = canvas.getContext('2d')!;
  context.scale(SCALE, SCALE);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawHead(context, `${metric.title} of ${logs.map(({ title }) => title).join(', ')}, by ${axis}`, named);
  const drawn = await drawChart(curves, isLog && metric.canBeLog && curves.every(({ y }) => y.every((value) => value > 0)));
  context.drawImage(drawn, MARGIN, head, SIZE.width, SIZE.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) saveBlob(`${run.title} ${metric.title.toLowerCase()}.png`, blob);
}

function drawHead(context: CanvasRenderingContext2D, title: string, curves: readonly ChartCurve[]): void {
  const font = getComputedStyle(document.body).fontFamily;
  context.fillStyle = paperColours('--text');
  context.font = `600 16px ${font}`;
  context.fillText(title, MARGIN, MARGIN);
  context.font = `13px ${font}`;
  curves.forEach((curve, index) => {
    const y = MARGIN + LINE * (index + 1);
    context.strokeStyle = curve.style === 'validation' && curve.run === 0 ? paperColours('--warn') : runColour(curve.run, paperColours);
    context.lineWidth = 2;
    context.setLineDash(curve.style === 'validation' ? [5, 4] : []);
    context.beginPath();
    context.moveTo(MARGIN, y - 4);
    context.lineTo(MARGIN + 28, y - 4);
    context.stroke();
    context.fillText(curve.name, MARGIN + 38, y);
  });
  context.setLineDash([]);
}

/** Drawn by the same code as on the screen, beside the page. */
async function drawChart(curves: readonly ChartCurve[], isLog: boolean): Promise<HTMLCanvasElement> {
  const options = chartOptions(curves, { ...SIZE, isLog, end: undefined, colours: paperColours, fontPixels: 13 });
  const chart = new uPlot({ ...options, pxAlign: 0 }, aligned(curves), document.createElement('div'));
  await new Promise(requestAnimationFrame);
  const copy = document.createElement('canvas');
  copy.width = chart.ctx.canvas.width;
  copy.height = chart.ctx.canvas.height;
  copy.getContext('2d')!.drawImage(chart.ctx.canvas, 0, 0);
  chart.destroy();
  return copy;
}

/** From the logs on the disk: what a window keeps is thinned out. */
export async function exportCsv(compared: readonly ComparedRun[]): Promise<void> {
  const { run } = useRun.getState();
  if (!run) return;
  const runs = [run, ...compared.map(({ summary }) => summary)];
  const logs = await Promise.all(runs.map(async ({ run: folder, title }) => ({ title, history: (await shell()!.request('run.attach', { run: folder })).history })));
  saveBlob(`${run.title}.csv`, new Blob([curveTable(logs)], { type: 'text/csv' }));
}
