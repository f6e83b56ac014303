import type { Language } from '../../config/site.ts';
import { language } from '../process/console-language.ts';

interface CommandTexts {
  readonly gpio: (way: string) => string;
  readonly noJournal: (folder: string) => string;
  readonly noSite: (folder: string) => string;
  readonly passwordLength: (least: number, most: number) => string;
  readonly passwordOnce: string;
  readonly passwordAgain: string;
  readonly passwordsDiffer: string;
  readonly written: (file: string) => string;
  readonly pictureLost: (why: string) => string;
  readonly notAFileName: (name: string) => string;
  readonly notDone: (why: string) => string;
  readonly systemdNotTold: (why: string) => string;
  readonly browserEnded: (how: string) => string;
  readonly tooManyFiles: (folder: string, most: number) => string;
  readonly noLoudness: string;
  readonly speechRate: (is: string, wanted: number) => string;
  readonly clipMissing: (clip: string, folder: string) => string;
  readonly noHash: (file: string) => string;
  readonly makeHash: (file: string) => string;
  readonly noToken: (file: string) => string;
  readonly makeToken: (least: number) => string;
  readonly demoUser: (name: string, password: string) => string;
}

const texts: Readonly<Record<Language, CommandTexts>> = {
  id: {
    gpio: (way) => `Jalur GPIO dipakai ${way}`,
    noJournal: (folder) => `tidak ada jurnal di ${folder}`,
    noSite: (folder) => `belum ada situs yang memakai jurnal di ${folder}`,
    passwordLength: (least, most) => `kata sandi terdiri dari ${least} sampai ${most} karakter.`,
    passwordOnce: 'Kata sandi: ',
    passwordAgain: 'Sekali lagi: ',
    passwordsDiffer: 'keduanya tidak sama.',
    written: (file) => `${file} ditulis.`,
    pictureLost: (why) => `sebuah berkas perangkat simulasi tidak tertulis: ${why}`,
    notAFileName: (name) => `'${name}' tidak bisa menjadi nama berkas di sini`,
    notDone: (why) => `belum berhasil: ${why}`,
    systemdNotTold: (why) => `systemd tidak diberi tahu: ${why}`,
    browserEnded: (how) => `peramban berakhir dengan ${how}`,
    tooManyFiles: (folder, most) => `${folder}: isinya lebih dari ${most} berkas`,
    noLoudness: 'ffmpeg tidak menyebut kerasnya klip',
    speechRate: (is, wanted) => `espeak-ng berbicara pada ${is} Hz, bukan ${wanted}`,
    clipMissing: (clip, folder) => `${clip} tidak ada di ${folder}`,
    noHash: (file) => `${file} tidak berisi hash kata sandi`,
    makeHash: (file) => `Buat dengan: loket passwd ${file}`,
    noToken: (file) => `${file} tidak berisi token`,
    makeToken: (least) =>
      `Token adalah satu kata, paling sedikit ${least} karakter. Buat dengan: openssl rand -hex 32`,
    demoUser: (name, password) => `  pengguna: ${name}   kata sandi: ${password}`,
  },
  en: {
    gpio: (way) => `GPIO lines are reached ${way}`,
    noJournal: (folder) => `there is no journal in ${folder}`,
    noSite: (folder) => `no site has used the journal in ${folder} yet`,
    passwordLength: (least, most) => `a password has ${least} to ${most} characters.`,
    passwordOnce: 'Password: ',
    passwordAgain: 'Once more: ',
    passwordsDiffer: 'the two are not the same.',
    written: (file) => `${file} is written.`,
    pictureLost: (why) => `a file of a simulated device was not written: ${why}`,
    notAFileName: (name) => `'${name}' cannot be the name of a file here`,
    notDone: (why) => `not done ${why}`,
    systemdNotTold: (why) => `systemd was not told: ${why}`,
    browserEnded: (how) => `the browser ended with ${how}`,
    tooManyFiles: (folder, most) => `${folder}: more than ${most} files are in it`,
    noLoudness: 'ffmpeg does not say how loud the clip is',
    speechRate: (is, wanted) => `espeak-ng speaks at ${is} Hz, and not at ${wanted}`,
    clipMissing: (clip, folder) => `${clip} is not in ${folder}`,
    noHash: (file) => `${file} holds no password hash`,
    makeHash: (file) => `Make it with: loket passwd ${file}`,
    noToken: (file) => `${file} holds no token`,
    makeToken: (least) => `It is one word of ${least} characters or more. Make it with: openssl rand -hex 32`,
    demoUser: (name, password) => `  user: ${name}   password: ${password}`,
  },
};

/** What commands print besides their results, in the language of this console. */
export const commandTexts = (): CommandTexts => texts[language(undefined)];
