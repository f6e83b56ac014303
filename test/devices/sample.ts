import type { Device, Site } from '../../config/site.ts';
import type { DeviceKind } from '../../devices/kind.ts';
import type { PrinterCommand } from '../../devices/roles.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { createEquipment } from '../../firmware-host/supervise/equipment.ts';
import { seededRandom } from '../../simulators/random.ts';
import { simulatedHall, simulationOf } from '../../simulators/simulated-hall.ts';
import { siteOf } from '../hall/played-hall.ts';
import { tones } from '../tones.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** A site with one device of the kind, named `sample`, made from the sample of its simulator. */
async function sampleSite(kind: DeviceKind): Promise<Site> {
  const { sample } = await simulationOf(kind.kind);
  const isBoard = kind.role === 'board';
  const boards = { 'board-1': { address: '/dev/serial/by-id/usb-board' }, ...(isBoard ? { sample } : {}) };
  const atCounter = kind.role === 'printer' || kind.role === 'speaker' ? {} : { counter: 'loket-1' };
  const devices = isBoard ? {} : { sample: { kind: kind.kind, ...sample, ...atCounter } };
  const services = { paspor: { title: 'Paspor', prefix: 'A' } };
  const counters = { 'loket-1': { title: 'Loket 1', number: 1, serves: ['paspor'] } };
  const site = { id: 'uji', title: 'Uji', zone: 'Asia/Jakarta', language: 'id' };
  // JSON is YAML.
  return siteOf(JSON.stringify({ version: 1, site, services, counters, boards, devices }));
}

/** The sample of a kind under its supervisor, on virtual time, opened. */
export async function supervised(kind: DeviceKind) {
  const site = await sampleSite(kind);
  const clock = new VirtualClock();
  const told: unknown[] = [];
  const printed: string[] = [];
  const announced: (readonly string[])[] = [];
  const hall = await simulatedHall({
    site,
    clock,
    seed: 1,
    openBoards: createBoards,
    clips: tones,
    announced: (_speaker, { words }) => announced.push(words),
    printed: (_printer, ticket) => printed.push(ticket.code ?? ''),
  });
  const hear = (device: Device, event: unknown) => {
    if (device.id === 'sample') told.push(event);
  };
  const all = createEquipment({
    devices: site.devices,
    ports: hall.ports,
    random: seededRandom(1),
    events: { key: hear, scan: hear },
    onStatus: () => undefined,
  });
  all.start();
  await clock.advance(5_000);
  const device = all.get('sample');
  const simulated = hall.devices.get('sample');
  const settings = site.devices.find(({ id }) => id === 'sample');
  if (device === undefined || simulated === undefined || settings === undefined) throw new Error('no sample');
  return { clock, device, simulated, settings, told, printed, announced, hall, stop: () => all.stop() };
}

export const sampleSlip = {
  site: 'MPP Uji',
  service: 'Paspor',
  number: 'A-012',
  class: 'regular',
  issued: '24 Nov 2026 09.00',
  waitingAhead: 3,
  code: 'A-012',
  copy: false,
  footer: undefined,
  language: 'id',
} as const satisfies PrinterCommand['content'];
