/** Two zones and the rest of the hall; `utara` has two speakers, the rest none. `voice` and `more` are YAML. */
export const spokenSite = (voice = 'closed: true', more = ''): string => `
version: 1
site: { id: mpp-uji, title: MPP Uji, zone: UTC, language: id }
recall: { most: 100, every: 0s }
services:
  paspor: { title: Paspor, prefix: A }
  pajak: { title: Pajak, prefix: B }
counters:
  loket-1: { number: 1, serves: [paspor, pajak], zone: utara, ignore_repeat: off }
  loket-2: { number: 2, serves: [pajak, paspor], zone: utara, ignore_repeat: off }
  loket-3: { number: 3, serves: [paspor, pajak], zone: selatan, ignore_repeat: off }
  loket-4: { number: 4, serves: [paspor, pajak], ignore_repeat: off }
zones: { utara: { title: Lantai 1 }, selatan: { title: Lantai 2 } }
voice: { ${voice} }
devices:
  kiri: { kind: played-speaker, zone: utara }
  kanan: { kind: played-speaker, zone: utara }
  bawah: { kind: played-speaker, zone: selatan }
${more}`;
