import type { Language } from '../../../config/site.ts';
import type { BuiltClip } from '../../clips/clip-index.ts';
import type { WavRefusal } from '../../clips/clip-wav.ts';
import type { ClipRefused } from './make-clip.ts';

export interface VoiceTexts {
  readonly noVoice: string;
  readonly noFolder: (folder: string, why: string) => string;
  readonly sources: Readonly<Record<BuiltClip['source'], string>>;
  readonly refused: Readonly<Record<ClipRefused['why'] | WavRefusal, string>>;
  readonly failed: (from: string, clip: string, why: string) => string;
  readonly keptAnyway: string;
  readonly missing: (clips: readonly string[]) => string;
  readonly record: (site: string) => string;
  readonly needs: (program: string, install: string) => string;
  readonly built: (clips: number, made: number, folder: string) => string;
  readonly card: (clips: number, folder: string) => string;
  readonly sheetTitle: string;
  readonly sheetHow: readonly string[];
  readonly sheetColumns: readonly string[];
  readonly yes: string;
}

export const voiceTexts: Readonly<Record<Language, VoiceTexts>> = {
  id: {
    noVoice: 'situs ini tidak bersuara: tulis grup `voice` di berkas situs (docs/voice.md)',
    noFolder: (folder, why) => `folder rekaman ${folder} tidak dapat dibaca: ${why}`,
    sources: { recorded: 'rekaman', spoken: 'espeak-ng', made: 'buatan sendiri' },
    refused: {
      silent: 'tidak ada suara di dalamnya: rekam ulang, lebih dekat ke mikrofon',
      'too-long': 'terlalu panjang: paling lama 30 detik',
      'not-wav': 'bukan berkas WAV',
      'cut-short': 'terpotong: berkasnya tidak lengkap',
      format: 'formatnya lain: harus PCM 16 bit, mono, 22.050 Hz',
      empty: 'kosong',
    },
    failed: (from, clip, why) => `${from} tidak dapat dipakai untuk ${clip}: ${why}`,
    keptAnyway: 'klip yang lama dipakai terus',
    missing: (clips) => `Belum ada: ${clips.join(', ')}`,
    record: (site) =>
      `Rekam kata-kata itu (lihat \`loket voice sheet ${site}\`), atau pasang yang kurang, lalu ulangi perintah ini.`,
    needs: (program, install) => `${program} belum terpasang di mesin ini: ${install}`,
    built: (clips, made, folder) => `${clips} klip ada di ${folder}; ${made} dibuat baru.`,
    card: (clips, folder) => `${clips} klip ditulis ke kartu SD di ${folder}.`,
    sheetTitle: 'Kata yang direkam',
    sheetHow: [
      'Satu berkas untuk setiap baris, di folder `voice.clips` dari berkas situs: WAV, FLAC, OGG, M4A atau MP3.',
      'Ruang yang tenang, satu orang, satu tempo dan satu jarak (sejengkal) ke mikrofon; nada datar, karena kata disambung.',
      'Keras suara dan hening di ujung disamakan oleh `loket voice build`. Kata yang tidak direkam diucapkan espeak-ng.',
    ],
    sheetColumns: ['berkas', 'bahasa', 'ucapkan', 'sudah'],
    yes: 'ya',
  },
  en: {
    noVoice: 'this site has no voice: write a group `voice` into the site file (docs/voice.md)',
    noFolder: (folder, why) => `the folder of recordings ${folder} cannot be read: ${why}`,
    sources: { recorded: 'recording', spoken: 'espeak-ng', made: 'made here' },
    refused: {
      silent: 'there is no sound in it: record it again, closer to the microphone',
      'too-long': 'it is too long: 30 seconds at most',
      'not-wav': 'it is not a WAV file',
      'cut-short': 'it is cut short: a part of the file is missing',
      format: 'it has another format: PCM of 16 bit, mono, 22,050 Hz is needed',
      empty: 'it is empty',
    },
    failed: (from, clip, why) => `${from} cannot be used for ${clip}: ${why}`,
    keptAnyway: 'the clip from before stays',
    missing: (clips) => `Missing: ${clips.join(', ')}`,
    record: (site) =>
      `Record these words (see \`loket voice sheet ${site}\`), or install what is missing, then run this command again.`,
    needs: (program, install) => `${program} is not installed on this machine: ${install}`,
    built: (clips, made, folder) => `${clips} clips are in ${folder}; ${made} of them were made now.`,
    card: (clips, folder) => `${clips} clips were written to the SD card at ${folder}.`,
    sheetTitle: 'Words to record',
    sheetHow: [
      'One file for each line, in the folder `voice.clips` of the site file: WAV, FLAC, OGG, M4A or MP3.',
      'A quiet room, one person, one pace and one distance (a hand) to the microphone; an even tone, since words are joined.',
      '`loket voice build` makes them equally loud and removes silence at the ends. espeak-ng speaks what nobody recorded.',
    ],
    sheetColumns: ['file', 'language', 'say', 'done'],
    yes: 'yes',
  },
};
