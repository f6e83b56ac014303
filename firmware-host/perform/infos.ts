import { counterOf, type Device, type Site } from '../../config/site.ts';
import { i2cAddress } from '../../devices/i2c-address.ts';
import type { Claim } from '../../devices/kind.ts';
import { openingHours } from './hours-of-hall.ts';
import { parentOf } from './parent.ts';

/** `controller/info`: the site in force, and what it runs on. */
export function controllerInfo(
  site: Site,
  version: string,
  platform: { readonly node: string; readonly os: string },
) {
  return {
    version,
    title: site.title,
    zone: site.zone,
    language: site.language,
    ...(site.region === undefined ? {} : { region: site.region }),
    ...(site.at === undefined ? {} : { lat: site.at[0], lon: site.at[1] }),
    hours: openingHours([...site.services.values()].map(({ rules }) => rules)),
    holidays: [...site.hall.holidays].sort(),
    site_hash: site.hash,
    ...platform,
    services: [...site.services.values()].map(({ id, title }) => ({ id, title })),
    counters: [...site.counters.values()].map(({ id, title, zone, rules }) => ({
      id,
      title,
      number: rules.number,
      ...(zone === undefined ? {} : { zone }),
    })),
    devices: site.devices.map(({ id }) => id),
    kinds: [...new Set(site.devices.map(({ kind }) => kind.kind))],
  };
}

/** `device/{id}/info`. `serial`: its serial number, if it reported one. */
export function deviceInfo(site: Site, device: Device, serial: string | undefined) {
  const { kind, role, title } = device.kind;
  return {
    kind,
    role,
    title: title[site.language],
    place: placeOf(device),
    counter: counterOf(device) ?? null,
    serial: serial ?? null,
    parent: parentOf(device),
  };
}

/** Where a device is plugged in, derived from its claims. */
export function placeOf(device: Device): string {
  return device.kind.claims(device.options).map(placeOfClaim).join(', ');
}

function placeOfClaim(claim: Claim): string {
  switch (claim.on) {
    case 'gpio':
      return `gpio ${claim.line}`;
    case 'board':
      return `${claim.board} ${claim.pin}`;
    case 'board-i2c':
      return `${claim.board} ${i2cAddress(claim.address)}`;
    case 'hid':
      return claim.path ?? `usb ${hex(claim.vendorId)}:${hex(claim.productId)}`;
    case 'sound':
      return claim.card;
    case 'topic':
      return claim.topic;
    case 'wire':
      return claim.share === undefined ? claim.address : `${claim.address} ${claim.share}`;
  }
}

const hex = (id: number) => id.toString(16).padStart(4, '0');
