import type { Episode } from './episode.ts';
import type { SimSite } from './sim-site.ts';
import { between } from './virtual-time.ts';

/** Plays one fault from now on; tells the episode what an honest office may say of it. */
export type Fault = (episode: Episode) => void;

const second = 1_000;

function absent(
  away: (site: SimSite, episode: Episode) => void,
  back: (site: SimSite, episode: Episode) => void,
  least = 40,
  most = 200,
): Fault {
  return (episode) => {
    const site = episode.freeSite();
    episode.expect(`site/${site.id}`);
    away(site, episode);
    episode.time.after(between(episode.random, least, most) * second, () => back(site, episode));
  };
}

const restart = (site: SimSite): void => site.start(true);

/** What happens to one site. */
export const single: { readonly [name: string]: Fault } = {
  killed: absent((site) => site.kill(), restart),
  'power cut': absent((site) => site.powerOff(), restart, 45),
  'line cut': absent(
    (site) => site.setLine('cut'),
    (site) => site.setLine('ok'),
  ),
  'line frozen': absent(
    (site) => site.setLine('frozen'),
    (site) => site.setLine('ok'),
    45,
  ),
  hung: absent(
    (site) => site.hang(),
    (site) => site.resume(),
    45,
  ),
  stopped: absent(
    (site) => site.stop(),
    (site) => site.start(false),
  ),
  'line frozen, then killed': absent(
    (site, { time }) => {
      site.setLine('frozen');
      time.after(70 * second, () => site.kill());
    },
    (site) => {
      site.setLine('ok');
      site.start(true);
    },
    90,
  ),
  blip: (episode) => {
    const site = episode.freeSite();
    site.setLine('cut');
    episode.allow(`site/${site.id}`);
    episode.time.after(between(episode.random, 0.2, 1) * second, () => site.setLine('ok'));
  },
  'short freeze': (episode) => {
    const site = episode.freeSite();
    site.setLine('frozen');
    episode.time.after(between(episode.random, 2, 9) * second, () => site.setLine('ok'));
  },
  'half-open connections': (episode) => {
    const site = episode.freeSite();
    // Few enough that nobody can call it flapping.
    for (const at of [0, 70, 140])
      episode.time.after((at + 20 * episode.random()) * second, () => site.reconnect());
  },
  'line flaps': (episode) => {
    const site = episode.freeSite();
    episode.expect(`site/${site.id}`);
    episode.special(site, 'network', 50 * second, 200 * second, 250 * second);
    for (let at = 0; at < 40; at += 4) {
      episode.time.after(at * second, () => site.setLine('cut'));
      episode.time.after((at + 0.3) * second, () => site.setLine('ok'));
    }
  },
  'sixty flaps an hour': (episode) => {
    const site = episode.freeSite();
    episode.expect(`site/${site.id}`);
    episode.special(site, 'site-unreachable', 5 * second, 20 * second, 280 * second);
    for (let at = 0; at < 240; at += 60) {
      episode.time.after(at * second, () => site.setLine('cut'));
      episode.time.after((at + 20) * second, () => site.setLine('ok'));
    }
  },
  'printer unplugged': (episode) => ofDevice(episode, ['display-1'], 'device', 'device/display-1/link'),
  'paper out': (episode) => {
    const site = episode.freeSite();
    episode.expect(`site/${site.id}/device/printer-1/paper.out`);
    episode.setDevices(site, ['printer-1'], { fault: 'paper.out' }, 'device');
    episode.time.after(between(episode.random, 20, 150) * second, () =>
      episode.setDevices(site, ['printer-1'], { fault: undefined }, undefined),
    );
  },
  'board out': (episode) => ofDevice(episode, ['keypad-2', 'keypad-1', 'board-1'], 'hub', 'hub/board-1'),
  'USB hub out': (episode) => ofDevice(episode, ['printer-1', 'printer-2'], 'hub', 'hub/usb:1-1'),
  'device in maintenance': (episode) => {
    const site = episode.freeSite();
    episode.setDevices(site, ['printer-2'], { admin: 'maintenance' }, undefined);
    episode.time.after(20 * second, () =>
      episode.setDevices(site, ['printer-2'], { state: 'offline' }, undefined),
    );
    episode.time.after(120 * second, () =>
      episode.setDevices(site, ['printer-2'], { state: 'online', admin: 'enabled' }, undefined),
    );
  },
  'site in maintenance': (episode) => {
    const site = episode.freeSite();
    const from = episode.wall0 + episode.time.now;
    episode.maintain({ site: site.id, from, to: from + 150 * second });
    episode.special(site, 'maintenance', 2 * second, 148 * second, 160 * second);
    episode.time.after(20 * second, () => site.kill());
    episode.time.after(90 * second, () => site.start(true));
  },
  'clock wrong': (episode) => {
    const site = episode.freeSite();
    if (site.isOld && site.eventEveryMs > 60_000) episode.allow(`site/${site.id}/clock`);
    else episode.expect(`site/${site.id}/clock`);
    site.clockOffMs = (episode.random() < 0.5 ? -1 : 1) * between(episode.random, 200, 90_000) * second;
    episode.clockWrong(site);
  },
  'clock a little off': (episode) => {
    episode.freeSite().clockOffMs = between(episode.random, -90, 90) * second;
  },
  'two controllers': (episode) => {
    const site = episode.freeSite();
    episode.expect(`site/${site.id}/controller/two-controllers`);
    episode.allow(`site/${site.id}`);
    episode.special(site, 'device', 180 * second, 1e9, 1e9);
    episode.twin(site);
  },
};

function ofDevice(episode: Episode, ids: readonly string[], verdict: 'device' | 'hub', key: string): void {
  const { time, random } = episode;
  const site = episode.freeSite();
  const old = site.isOld && key.startsWith('hub/usb');
  if (old) for (const id of ids) episode.expect(`site/${site.id}/device/${id}/link`);
  else episode.expect(`site/${site.id}/${key}`);
  // A site from before parents were told: its two printers are two causes, as far as anybody can know.
  episode.setDevices(site, ids, { state: 'offline' }, old ? 'device' : verdict);
  time.after(between(random, 20, 150) * second, () =>
    episode.setDevices(site, ids.toReversed(), { state: 'online' }, undefined),
  );
}

/** What happens to many sites, to the broker or to the office, mostly with one more thing that hides behind it. */
export const correlated: { readonly [name: string]: Fault } = {
  'region cut': (episode) => region(episode, 'cut'),
  'region frozen': (episode) => region(episode, 'frozen'),
  'region frozen and a site of it killed': (episode) => {
    const sites = region(episode, 'frozen', 100);
    episode.time.after(60 * second, () => sites[0]?.kill());
    episode.time.after(190 * second, () => sites[0]?.start(true));
    episode.allow(`site/${sites[0]?.id}`);
  },
  'a device, then its region': (episode) => {
    const [site] = episode.regionSites();
    if (site === undefined) return;
    episode.expect(`site/${site.id}/device/display-1/link`);
    episode.setDevices(site, ['display-1'], { state: 'offline' }, 'device');
    episode.time.after(30 * second, () => region(episode, 'cut'));
    episode.time.after(220 * second, () =>
      episode.setDevices(site, ['display-1'], { state: 'online' }, undefined),
    );
  },
  'broker ends': (episode) => broker(episode, 'term', undefined),
  'broker crashes': (episode) => broker(episode, 'crash', undefined),
  'broker comes back empty': (episode) => broker(episode, 'empty', undefined),
  'broker crashes and a site dies': (episode) => broker(episode, 'crash', (site) => site.powerOff()),
  'broker ends and a site dies': (episode) => broker(episode, 'term', (site) => site.kill()),
  'broker is empty and a site dies': (episode) => broker(episode, 'empty', (site) => site.kill()),
  'line of the broker': (episode) => {
    episode.expect('fleet');
    episode.together(episode.sites, 'broker', 41 * second);
    for (const site of episode.sites) site.setLine('frozen');
    episode.time.after(between(episode.random, 60, 120) * second, () => {
      for (const site of episode.sites) site.setLine('ok');
    });
  },
  'office without network': (episode) => office(episode, 'no-network', undefined),
  'office without answer': (episode) => office(episode, 'silent', undefined),
  'office without network and a site dies': (episode) =>
    office(episode, 'no-network', (site) => site.powerOff()),
  'office restarted': (episode) => {
    episode.office.stop();
    episode.time.after(between(episode.random, 2, 60) * second, () => episode.office.restart());
  },
  'office restarted and a site dies': (episode) => {
    episode.office.stop();
    const site = episode.freeSite();
    episode.expect(`site/${site.id}`);
    site.kill();
    episode.time.after(between(episode.random, 2, 30) * second, () => episode.office.restart());
    episode.time.after(200 * second, () => site.start(true));
  },
  'office held up': (episode) => episode.office.holdUp(between(episode.random, 20, 100) * second),
};

function region(episode: Episode, how: 'cut' | 'frozen', least = 50): readonly SimSite[] {
  const sites = episode.regionSites();
  episode.expect(`region/${sites[0]?.region}`);
  // Old sites do not say where they are: each of them stands for itself.
  for (const site of sites) if (site.isOld) episode.expect(`site/${site.id}`);
  episode.together(
    sites.filter((site) => !site.isOld),
    'region',
    how === 'cut' ? 6 * second : 41 * second,
  );
  for (const site of sites) site.setLine(how);
  episode.time.after(between(episode.random, least, 150) * second, () => {
    for (const site of sites) site.setLine('ok');
  });
  return sites;
}

function broker(
  episode: Episode,
  how: 'term' | 'crash' | 'empty',
  alsoDies: ((site: SimSite) => void) | undefined,
): void {
  episode.expect('fleet');
  episode.broker.goDown(how);
  if (how === 'term') episode.office.why = 'wills';
  if (alsoDies !== undefined) {
    const site = episode.freeSite();
    episode.expect(`site/${site.id}`);
    episode.time.after(500, () => alsoDies(site));
    episode.time.after(220 * second, () => site.start(true));
  }
  episode.time.after(between(episode.random, 8, 40) * second, () => episode.broker.comeUp());
}

function office(
  episode: Episode,
  why: 'no-network' | 'silent',
  alsoDies: ((site: SimSite) => void) | undefined,
): void {
  episode.expect('fleet');
  episode.office.loseLine(why);
  if (alsoDies !== undefined) {
    const site = episode.freeSite();
    episode.expect(`site/${site.id}`);
    episode.time.after(3 * second, () => alsoDies(site));
    episode.time.after(220 * second, () => site.start(true));
  }
  episode.time.after(between(episode.random, 10, 60) * second, () => {
    episode.office.cut = undefined;
  });
}
