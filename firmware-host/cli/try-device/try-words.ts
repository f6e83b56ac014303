import type { Language } from '../../../config/site.ts';
import type { TrialVerdict } from './tried.ts';

/** The texts while devices are tried, and on the sheet. */
export interface TryWords {
  readonly verdicts: Readonly<Record<TrialVerdict, string>>;
  readonly yesOrNo: string;
  readonly press: (keys: readonly string[]) => string;
  readonly scan: string;
  readonly lamp: string;
  readonly lampAsked: string;
  readonly sound: string;
  readonly soundAsked: string;
  readonly signal: string;
  readonly signalAsked: string;
  readonly paper: string;
  readonly paperAsked: (columns: number | undefined) => string;
  readonly answered: string;
  readonly nobodyLooked: string;
  readonly seen: string;
  readonly notSeen: string;
  readonly pressed: (key: string, left: readonly string[]) => string;
  readonly allPressed: (count: number) => string;
  readonly missing: (keys: readonly string[]) => string;
  readonly scanned: (characters: number) => string;
  readonly refused: (why: string) => string;
  readonly nothingScanned: string;
  readonly off: string;
  readonly noKeys: string;
  readonly unknown: (device: string, there: readonly string[]) => string;
  readonly nameOne: string;
  readonly boards: string;
  readonly others: string;
  readonly sheet: string;
  readonly columns: readonly [counter: string, device: string, kind: string, verdict: string, note: string];
  readonly signed: string;
  readonly simulated: string;
  readonly written: (file: string) => string;
  readonly summary: (ok: number, unsure: number, fault: number) => string;
}

export const tryWords: Readonly<Record<Language, TryWords>> = {
  id: {
    verdicts: { ok: 'BAIK', unsure: 'BELUM PASTI', fault: 'RUSAK', off: 'NONAKTIF' },
    yesOrNo: '(y/t)',
    press: (keys) => `Tekan setiap tombol satu kali: ${keys.join(', ')}`,
    scan: 'Pindai apa saja, misalnya tiket uji',
    lamp: 'Semua segmen menyala selama 3 detik',
    lampAsked: 'Apakah semua segmen menyala?',
    sound: 'Pengeras suara berbunyi',
    soundAsked: 'Apakah terdengar jelas?',
    signal: 'Lampu atau bel berkedip selama 3 detik',
    signalAsked: 'Apakah berkedip atau berbunyi?',
    paper: 'Mencetak tiket uji',
    paperAsked: (columns) =>
      `Apakah tiket TEST keluar dengan kode QR${columns === undefined ? '' : ` dan ${columns} angka dalam satu baris`}?`,
    answered: 'perangkat menjawab',
    nobodyLooked: 'sudah dikirim; belum ada yang melihat hasilnya',
    seen: 'terlihat benar',
    notSeen: 'menurut pemeriksa tidak benar: periksa kabel, daya dan pengaturannya',
    pressed: (key, left) => `${key} diterima${left.length > 0 ? `; belum: ${left.join(', ')}` : ''}`,
    allPressed: (count) => `${count} tombol diterima`,
    missing: (keys) => `tidak diterima: ${keys.join(', ')}: periksa kabel dan nomor pinnya`,
    scanned: (characters) => `${characters} karakter terbaca`,
    refused: (why) => `terbaca, tetapi ditolak (${why})`,
    nothingScanned: 'tidak ada yang terbaca: periksa kabel dan mode pemindai',
    off: 'dinonaktifkan di berkas situs',
    noKeys: 'tidak ada tombol yang berfungsi di berkas situs',
    unknown: (device, there) => `tidak ada perangkat '${device}'. Yang ada: ${there.join(', ')}`,
    nameOne: 'sebutkan satu perangkat, atau --all untuk semuanya',
    boards: 'Papan',
    others: 'Lainnya',
    sheet: 'Lembar uji perangkat',
    columns: ['tempat', 'perangkat', 'jenis', 'hasil', 'catatan'],
    signed: 'Diperiksa oleh: ____________________   Tanda tangan: ____________________',
    simulated: 'PERANGKAT SIMULASI: bukan bukti pemasangan',
    written: (file) => `Lembar uji ditulis: ${file}`,
    summary: (ok, unsure, fault) => `${ok} baik, ${unsure} belum pasti, ${fault} rusak`,
  },
  en: {
    verdicts: { ok: 'OK', unsure: 'NOT SURE', fault: 'FAULT', off: 'OFF' },
    yesOrNo: '(y/n)',
    press: (keys) => `Press each key once: ${keys.join(', ')}`,
    scan: 'Scan something, such as the test ticket',
    lamp: 'Every segment is lit for 3 seconds',
    lampAsked: 'Were all segments lit?',
    sound: 'The speaker makes a sound',
    soundAsked: 'Was it heard clearly?',
    signal: 'The lamp or buzzer flashes for 3 seconds',
    signalAsked: 'Did it flash or sound?',
    paper: 'Printing a test ticket',
    paperAsked: (columns) =>
      `Did a ticket TEST come out with a QR code${columns === undefined ? '' : ` and ${columns} digits in one line`}?`,
    answered: 'the device answered',
    nobodyLooked: 'sent; not checked by a person yet',
    seen: 'looks right',
    notSeen: 'does not look right: check its cable, power and settings',
    pressed: (key, left) => `${key} received${left.length > 0 ? `; still missing: ${left.join(', ')}` : ''}`,
    allPressed: (count) => `${count} keys received`,
    missing: (keys) => `not received: ${keys.join(', ')}: check the wires and the pin numbers`,
    scanned: (characters) => `${characters} characters were read`,
    refused: (why) => `read, but refused (${why})`,
    nothingScanned: 'nothing was read: check the cable and the mode of the scanner',
    off: 'switched off in the site file',
    noKeys: 'none of its keys has a function in the site file',
    unknown: (device, there) => `there is no device '${device}'. There are: ${there.join(', ')}`,
    nameOne: 'name one device, or --all for all of them',
    boards: 'Boards',
    others: 'Others',
    sheet: 'Commissioning sheet',
    columns: ['place', 'device', 'kind', 'verdict', 'note'],
    signed: 'Tried by: ____________________   Signature: ____________________',
    simulated: 'SIMULATED DEVICES: no proof of an installation',
    written: (file) => `The sheet is written: ${file}`,
    summary: (ok, unsure, fault) => `${ok} ok, ${unsure} not sure, ${fault} at fault`,
  },
};
