import type { DeviceKind, Evidence } from '../../devices/kind.ts';
import type { Model, Transport, TriedOn } from '../../devices/supported.ts';

const transports: Readonly<Record<Transport, string>> = {
  gpio: 'GPIO Pi',
  board: 'papan Arduino / Arduino board',
  i2c: 'I2C Pi',
  spi: 'SPI Pi',
  serial: 'serial, RS-485',
  tcp: 'TCP',
  'usb-printer': 'USB (`/dev/usb/lp`)',
  'usb-hid': 'USB HID',
  sound: 'kartu suara / sound card (ALSA)',
  mqtt: 'broker MQTT balai / the hall’s MQTT broker',
  browser: 'peramban / a browser',
};

const evidences: Readonly<Record<Evidence, string>> = {
  ack: 'menjawab / acknowledges',
  poll: 'ditanya berkala / asked again and again',
  enumeration: 'terdaftar di sistem atau broker / the system or the broker lists it',
  none: 'tidak diketahui / not known',
};

/** What of a trial on hardware belongs to this model; to the kind as a whole where it has no models. */
function triedOn({ simulated, kernelLab, simavr, hardware }: TriedOn, model: string | undefined): string {
  const trials = hardware.filter((trial) => trial.model === model);
  return [
    ...(simulated ? ['simulasi / simulated'] : []),
    ...(kernelLab ? ['kernel sungguhan / kernel lab'] : []),
    ...(simavr ? ['sketsa pada simavr / sketch in simavr'] : []),
    ...trials.map(({ vendor, product, date }) => `**${vendor} ${product}, ${date}**`),
    ...(trials.length === 0 ? ['perangkat keras: belum / hardware: not yet'] : []),
  ].join('<br>');
}

function row(kind: DeviceKind, name: string | undefined, of: Model | undefined): string {
  return [
    `\`${kind.kind}\``,
    name === undefined ? '-' : `\`${name}\``,
    of === undefined ? `${kind.title.id}<br>${kind.title.en}` : `${of.vendor}: ${of.product}`,
    kind.transports.map((one) => transports[one]).join('<br>'),
    evidences[kind.evidence],
    triedOn(kind.triedOn, name),
  ]
    .map((cell) => cell.replaceAll('|', '\\|'))
    .join(' | ');
}

/** docs/supported.md, of these kinds. */
export function supportedPage(kinds: readonly DeviceKind[]): string {
  const rows = kinds.flatMap((kind) =>
    kind.models === undefined
      ? [row(kind, undefined, undefined)]
      : Object.entries(kind.models).map(([name, model]) => row(kind, name, model)),
  );
  return [
    '# Alat yang didukung / Supported devices',
    '',
    'Made from `devices/index.ts`; a test holds it against the code. How to add a kind or a model: [new-device.md](new-device.md).',
    '*Halaman ini dibuat dari kode. Pengaturan tiap jenis: [site-file.md](site-file.md); pemasangan kabel: [wiring.md](wiring.md).*',
    '',
    '**generic**: bukan merek tertentu. Bandingkan dengan buku petunjuk alat. *No maker in particular: compare with the',
    'manual of the device.* Di mana kolom terakhir menulis *belum*, belum ada orang yang mencoba dengan alat sungguhan: coba dulu',
    'dengan `loket test-device`. *Where the last column says “not yet”, nobody has tried it with the real device: try it with',
    '`loket test-device` first.*',
    '',
    '| jenis / kind | model | pembuat dan produk / vendor and product | sambungan / transport | bukti / evidence | dicoba pada / tried on |',
    '|---|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells} |`),
    '',
    '## Arti / Meaning',
    '| | |',
    '|---|---|',
    '| bukti / evidence | bagaimana pengendali tahu bahwa alat ada, paling baik; sebagian pengaturan memberi kurang / how the controller knows that the device is there, at best; with some settings it knows less |',
    '| simulasi / simulated | dicoba pada perangkat tiruan di ujung kabel / tried on simulated hardware at the other end of the wire |',
    '| kernel sungguhan / kernel lab | antarmuka kernel Linux sungguhan dalam QEMU, alatnya tiruan / the interfaces of a real Linux kernel in QEMU, with a device made by a program |',
    '| sketsa pada simavr / sketch in simavr | sketsa Arduino yang sebenarnya pada prosesor tiruan, panelnya tiruan / the real Arduino sketch on a simulated processor, with a panel made by a program |',
    '| perangkat keras / hardware | alat sungguhan di meja, dengan tanggal / a real device on a table, with the date |',
    '',
  ].join('\n');
}
