/** The command line as one list of commands. */
import { Command } from 'commander';
import { APP_VERSION } from '../document/version';
import { prepared } from './command';
import { analyzeCommand } from './commands/analyze';
import { anchorsCommand } from './commands/anchors';
import { dataCommand } from './commands/data';
import { demoCommand } from './commands/demo';
import { detectCommand } from './commands/detect';
import { evaluateCommand } from './commands/evaluate';
import { exampleCommand } from './commands/example';
import { exportCommand } from './commands/export';
import { importCommand } from './commands/import';
import { irCommand } from './commands/ir';
import { newDocumentCommand } from './commands/new';
import { packCommand } from './commands/pack';
import { predictCommand } from './commands/predict';
import { pruneCommand } from './commands/prune';
import { quantizeCommand } from './commands/quantize';
import { resumeCommand } from './commands/resume';
import { serveCommand } from './commands/serve';
import { templatesCommand } from './commands/templates';
import { traceCommand } from './commands/trace';
import { trainCommand } from './commands/train';
import { unpackCommand } from './commands/unpack';

const COMMANDS = [
  serveCommand,
  demoCommand,
  templatesCommand,
  newDocumentCommand,
  analyzeCommand,
  dataCommand,
  anchorsCommand,
  trainCommand,
  resumeCommand,
  evaluateCommand,
  predictCommand,
  detectCommand,
  exportCommand,
  importCommand,
  quantizeCommand,
  pruneCommand,
  irCommand,
  traceCommand,
  exampleCommand,
  packCommand,
  unpackCommand,
];

export function buildProgram(): Command {
  const program = prepared(new Command('layerloom'))
    .description('Design neural networks, train them on your own machine, and leave with a verified ONNX file')
    .version(APP_VERSION, '--version', 'print the version')
    .addHelpText('after', '\nEvery command has --help with examples, and --json.\nExit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.');
  for (const command of COMMANDS) program.addCommand(command());
  return program;
}
