import type { Command } from 'commander';
import { later } from '../help/command-help.ts';

const data = ['--data <dir>', later, '.loket/'] as const;

/** The commands that make what the speakers of a site say. */
export function addVoiceCommands(program: Command): void {
  const voice = program.command('voice');
  addBuild(voice);
  addSheet(voice);
  addCheck(voice);
}

function addBuild(voice: Command): void {
  voice
    .command('build')
    .argument('<site>')
    .option(...data)
    .option('--card <dir>')
    .action(async (site, options) => (await import('./voice-build.ts')).buildVoice(site, options));
}

function addSheet(voice: Command): void {
  voice
    .command('sheet')
    .argument('<site>')
    .option('--csv')
    .option('--html')
    .action(async (site, options) => (await import('./voice-sheet.ts')).printVoiceSheet(site, options));
}

function addCheck(voice: Command): void {
  voice
    .command('check')
    .argument('<site>')
    .option(...data)
    .action(async (site, options) => (await import('./voice-check.ts')).checkVoice(site, options));
}
