import type { Command } from 'commander';
import { buildVoice } from './voice-build.ts';
import { checkVoice } from './voice-check.ts';
import { printVoiceSheet } from './voice-sheet.ts';

const data = ['--data <dir>', 'the data folder of the site, as given to `loket run`', '.loket/'] as const;
const exits =
  '\nExit codes: 0 every word can be said, 1 something is wrong or missing, 2 the command itself is wrong.\n';

/** The commands that make what the speakers of a site say. */
export function addVoiceCommands(program: Command): void {
  const voice = program
    .command('voice')
    .description(
      'the clips that the speakers of a site say: what to record, make them, check them\n' +
        'klip yang diucapkan pengeras suara: apa yang direkam, membuatnya, memeriksanya',
    )
    .addHelpText(
      'after',
      `
  sudo apt install ffmpeg espeak-ng                          once, where clips are built
  loket voice build site.yaml --data /var/lib/loket          all words, spoken by espeak-ng
  loket voice sheet site.yaml --html > record.html           the words for a person to record
  loket voice check site.yaml --data /var/lib/loket          what is missing, quiet, long or misspelt

A recording goes before espeak-ng, word by word; its folder is \`voice: { clips: DIR }\` in the site file. The hall plays
what was built, and notices within ten seconds when it was built anew.
`,
    );
  addBuild(voice);
  addSheet(voice);
  addCheck(voice);
}

function addBuild(voice: Command): void {
  voice
    .command('build')
    .argument('<site>', 'the site file (YAML)')
    .description(
      'make the clips of the site in its data folder, also while the hall runs\n' +
        'buat klip situs di folder datanya, juga selagi sistem berjalan',
    )
    .option(...data)
    .option('--card <dir>', 'write the clips to the SD card of a DFPlayer too, which is mounted there')
    .addHelpText(
      'after',
      `
Each word is trimmed and made equally loud (-18 LUFS, true peak -2 dB at most). What did not change is not made again.
A recording that cannot be used is named, and the clip from before stays. The new clips replace the old ones all at once.
${exits}`,
    )
    .action((site, options) => buildVoice(site, options));
}

function addSheet(voice: Command): void {
  voice
    .command('sheet')
    .argument('<site>', 'the site file (YAML)')
    .description(
      'print the words to record, with the names of their files\n' +
        'cetak kata-kata yang perlu direkam, beserta nama berkasnya',
    )
    .option('--csv', 'as a table for a spreadsheet')
    .option('--html', 'as a page for the printer')
    .action((site, options) => printVoiceSheet(site, options));
}

function addCheck(voice: Command): void {
  voice
    .command('check')
    .argument('<site>', 'the site file (YAML)')
    .description(
      'list what is wrong with the recordings and the clips: missing, quiet, too loud, too long, misspelt\n' +
        'sebut yang salah pada rekaman dan klip: hilang, pelan, terlalu keras, terlalu panjang, salah nama',
    )
    .option(...data)
    .addHelpText('after', exits)
    .action((site, options) => checkVoice(site, options));
}
