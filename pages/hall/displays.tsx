import type { DeviceLayout } from '../../simulators/page/page-messages.ts';
import { Dots } from '../shared/dots.tsx';
import { Segments } from '../shared/segments.tsx';
import { devices } from './hall-store.ts';
import { say } from './page-texts.ts';

/** The displays of a counter or a ticket machine. The first one is large; further ones are small. Each has its name. */
export function Displays({ of }: { of: readonly DeviceLayout[] }) {
  return (
    <div class="displays">
      {of.map(({ id }) => {
        const sight = devices.value.get(id);
        const dark = sight?.plugged === false;
        return (
          <figure key={id} class={`led${dark ? ' unplugged' : ''}`} data-device={id}>
            {sight?.dots === undefined ? (
              <Segments digits={sight?.segments ?? []} reads={sight?.reads ?? ''} />
            ) : (
              <Dots rows={sight.dots} reads={sight.reads ?? ''} />
            )}
            <figcaption>
              {id}
              {dark && ` · ${say('cableOut')}`}
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}
