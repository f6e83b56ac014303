import type { DeviceLayout, Layout } from '../../simulators/page/page-messages.ts';
import { Displays } from './displays.tsx';
import { send } from './hall-store.ts';
import { Keys } from './key.tsx';
import { deadBecause } from './known-state.ts';
import { Lamp } from './lamp.tsx';
import { Note } from './note.tsx';
import { Pad } from './pad.tsx';
import { say } from './page-texts.ts';
import { Printer } from './printer.tsx';
import { Scanner } from './scanner.tsx';

/** The entrance: ticket machines with their keys, printers, and scanners for bookings. */
export function Entrance({ hall }: { hall: Layout }) {
  const here = hall.devices.filter(({ counter }) => counter === undefined);
  const keys = here.filter(({ role }) => role === 'keys');
  const given = keys.flatMap((device) => device.keys.map(({ short = '' }) => short.split(' ')[1]));
  const without = hall.services.filter(({ id }) => !given.includes(id));
  return (
    <section class="card entrance" aria-labelledby="entrance">
      <h2 id="entrance">{say('entrance')}</h2>
      <Machines of={keys.slice(0, 1)} />
      {without.length > 0 && (
        <div class="machine">
          <h3>{say('noTicketMachine')}</h3>
          <div class="keys">
            {without.map(({ id, title }) => (
              <button key={id} type="button" class="key" onClick={() => send(`ticket ${id}`)}>
                <span class="does">{title}</span>
              </button>
            ))}
          </div>
        </div>
      )}
      <Displays of={here.filter(({ role }) => role === 'display')} />
      {here
        .filter(({ role, thanksFor }) => role === 'signal' && thanksFor === undefined)
        .map(({ id }) => (
          <Lamp key={id} id={id} />
        ))}
      {here
        .filter(({ role }) => role === 'rating')
        .map((device) => (
          <div key={device.id} class="machine">
            <h3>
              {say('ratingPad')} <code>{device.id}</code>
            </h3>
            <Note id={`note-${device.id}`}>{deadBecause(device)}</Note>
            <Pad of={device} hall={hall} note={`note-${device.id}`} />
          </div>
        ))}
      {here
        .filter(({ role }) => role === 'scanner')
        .map((device) => (
          <Scanner key={device.id} of={device} />
        ))}
      <div class="printers">
        {hall.devices
          .filter(({ role }) => role === 'printer')
          .map(({ id }) => (
            <Printer key={id} id={id} />
          ))}
      </div>
      {/* Below the paper, so that the first machine and its ticket are seen together. */}
      <Machines of={keys.slice(1)} />
    </section>
  );
}

function Machines({ of }: { of: readonly DeviceLayout[] }) {
  return of.map((device) => (
    <div key={device.id} class="machine">
      <h3>
        {say('ticketMachine')} <code>{device.id}</code>
      </h3>
      <Note id={`note-${device.id}`}>{deadBecause(device)}</Note>
      <Keys of={device} note={`note-${device.id}`} />
    </div>
  ));
}
