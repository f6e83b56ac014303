import { signal } from '@preact/signals';
import type {
  DaySight,
  DeviceSight,
  Layout,
  PageMessage,
  SettingsSight,
  TicketSight,
  TimedPress,
} from '../../simulators/page/page-messages.ts';
import { connect } from '../shared/connection.ts';
import { catalogues, firstLanguage } from './page-texts.ts';

const eventsMax = 200;
const ticketsMax = 60;
const pressesMax = 500;
const saidMs = 6_000;

export interface HallEvent {
  readonly address: string;
  readonly payload: string;
  readonly sequence: number;
  readonly time: string;
  readonly subject: string | undefined;
}

/** The messages as they were received. The page decides nothing. */
export const layout = signal<Layout | undefined>(undefined);
export const devices = signal<ReadonlyMap<string, DeviceSight>>(new Map());
/** The last JSON on each retained topic. */
export const states = signal<ReadonlyMap<string, { readonly [field: string]: unknown }>>(new Map());
/** The Indonesian of the details in them, as the hall's side has it: topic -> detail -> words. */
export const details = signal<ReadonlyMap<string, Readonly<Record<string, string>>>>(new Map());
export const events = signal<readonly HallEvent[]>([]);
export const tickets = signal<readonly TicketSight[]>([]);
export const presses = signal<readonly TimedPress[]>([]);
export const settings = signal<SettingsSight | undefined>(undefined);
export const day = signal<DaySight | undefined>(undefined);
export const said = signal<readonly string[]>([]);
/** The ticket somebody has picked up, by its code. */
export const hand = signal<string | undefined>(undefined);

/** Many messages come at once when time runs fast: they are applied once a frame. */
let waiting: PageMessage[] = [];
let stopSaying: ReturnType<typeof setTimeout> | undefined;

const connection = connect<PageMessage>('/hall', {
  opened() {
    waiting = [];
    devices.value = new Map();
    states.value = new Map();
    details.value = new Map();
    events.value = [];
    tickets.value = [];
    presses.value = [];
  },
  message(message) {
    if (waiting.length === 0) requestAnimationFrame(draw);
    waiting.push(message);
  },
});

export const connected = connection.open;
/** Sends a console command. */
export const send = connection.send;

function draw(): void {
  const messages = waiting;
  waiting = [];
  const next = {
    devices: new Map(devices.value),
    states: new Map(states.value),
    details: new Map(details.value),
    events: [...events.value],
    tickets: [...tickets.value],
    presses: [...presses.value],
  };
  for (const message of messages) take(message, next);
  devices.value = next.devices;
  states.value = next.states;
  details.value = next.details;
  events.value = next.events.slice(-eventsMax);
  tickets.value = next.tickets.slice(-ticketsMax);
  presses.value = next.presses.slice(-pressesMax);
}

interface Next {
  readonly devices: Map<string, DeviceSight>;
  readonly states: Map<string, { readonly [field: string]: unknown }>;
  readonly details: Map<string, Readonly<Record<string, string>>>;
  readonly events: HallEvent[];
  readonly tickets: TicketSight[];
  readonly presses: TimedPress[];
}

function take(message: PageMessage, next: Next): void {
  switch (message.type) {
    case 'layout':
      if (layout.value === undefined) firstLanguage(message.layout.language);
      layout.value = message.layout;
      catalogues.value = message.layout.words;
      document.title = message.layout.title;
      break;
    case 'device':
      next.devices.set(message.id, message);
      break;
    case 'ticket':
      next.tickets.push(message.ticket);
      break;
    case 'press':
      next.presses.push(message.press);
      break;
    case 'settings':
      settings.value = message.settings;
      break;
    case 'day':
      day.value = message.day;
      break;
    case 'said':
      said.value = message.lines;
      clearTimeout(stopSaying);
      stopSaying = setTimeout(() => {
        said.value = [];
      }, saidMs);
      break;
    case 'mqtt':
      takeMqtt(message.address, message.payload, next);
      if (message.details === undefined) next.details.delete(message.address);
      else next.details.set(message.address, message.details);
  }
}

function takeMqtt(address: string, payload: string, { states, events }: Next): void {
  if (address.startsWith('event/')) {
    const { sequence, time, subject } = JSON.parse(payload);
    events.push({ address, payload, sequence: Number(sequence), time, subject });
  } else if (/^(command|reply)\//.test(address)) return;
  else if (payload === '') states.delete(address);
  else states.set(address, JSON.parse(payload));
}
