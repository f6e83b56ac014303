import type { Language } from '../config/site.ts';

/** What a device cannot do, and what it could be tried on. */
export type Cannot = 'keys' | 'wires' | 'scan' | 'paper' | 'cover' | 'hang';
export type Missing = 'service' | 'device' | 'key' | 'topic';

interface ShellTexts {
  readonly noCommand: (word: string, near: string | undefined) => string;
  readonly write: (usage: string) => string;
  readonly noSuch: (what: Missing, name: string, there: string) => string;
  readonly cannot: Readonly<Record<Cannot, (device: string) => string>>;
  readonly unplugged: (device: string) => string;
  readonly plugged: (device: string) => string;
  readonly sharedCable: (of: string) => string;
  readonly display: (id: string, reads: string) => string;
  readonly speaker: (id: string, words: string) => string;
  readonly ticket: (printer: string) => string;
  readonly quitThere: string;
}

/** What the console of a simulated hall answers. */
export const shellTexts: Readonly<Record<Language, ShellTexts>> = {
  id: {
    noCommand: (word, near) =>
      `Tidak ada perintah '${word}'. ${near === undefined ? "Ketik 'help' untuk daftarnya." : `Maksudnya '${near}'?`}`,
    write: (usage) => `Tulis begini: ${usage}`,
    noSuch: (what, name, there) =>
      `Tidak ada ${{ service: 'layanan', device: 'perangkat', key: 'tombol', topic: 'topik' }[what]} '${name}'. Yang ada: ${there}`,
    cannot: {
      keys: (device) => `${device} tidak punya tombol. Coba pada sebuah keypad.`,
      wires: (device) => `Tombol ${device} tidak berkabel sendiri. Coba pada sebuah keypad.`,
      scan: (device) => `${device} tidak memindai. Coba pada sebuah pemindai.`,
      paper: (device) => `${device} tidak berkertas. Coba pada sebuah printer.`,
      cover: (device) => `${device} tidak punya tutup. Coba pada sebuah printer.`,
      hang: (device) => `${device} tidak bisa macet. Coba pada sebuah printer.`,
    },
    unplugged: (device) => `${device} dicabut`,
    plugged: (device) => `${device} dipasang`,
    sharedCable: (of) => `: kabelnya adalah kabel ${of}`,
    display: (id, reads) => `layar ${id}: [${reads}]`,
    speaker: (id, words) => `pengeras suara ${id}: ${words}`,
    ticket: (printer) => `tiket dari ${printer}:`,
    quitThere: "Balai simulasi ditutup di tempat ia dimulai: ketik 'quit' di sana.",
  },
  en: {
    noCommand: (word, near) =>
      `'${word}' is no command. ${near === undefined ? "Type 'help' for those there are." : `Did you mean '${near}'?`}`,
    write: (usage) => `Write it as: ${usage}`,
    noSuch: (what, name, there) => `There is no ${what} '${name}'. There are: ${there}`,
    cannot: {
      keys: (device) => `${device} has no keys. Try it on a keypad.`,
      wires: (device) => `${device} has no wires to its keys. Try it on a keypad.`,
      scan: (device) => `${device} scans nothing. Try it on a scanner.`,
      paper: (device) => `${device} has no paper. Try it on a printer.`,
      cover: (device) => `${device} has no cover. Try it on a printer.`,
      hang: (device) => `${device} cannot hang. Try it on a printer.`,
    },
    unplugged: (device) => `${device} unplugged`,
    plugged: (device) => `${device} plugged in`,
    sharedCable: (of) => `: its cable is that of ${of}`,
    display: (id, reads) => `display ${id}: [${reads}]`,
    speaker: (id, words) => `speaker ${id}: ${words}`,
    ticket: (printer) => `ticket of ${printer}:`,
    quitThere: "The hall is closed where it was started: type 'quit' there.",
  },
};
