import * as z from 'zod';
import { described } from '../described.ts';
import { type HidOptions, hidClaim, hidSettings } from '../hid/hid-settings.ts';
import { numberPadKeys, openNumberPad } from '../hid/number-pad.ts';
import { openKeys } from '../keys/key-lines.ts';
import {
  claimLine,
  type KeyLineSettings,
  lineSettings,
  namedKeys,
  onGpio,
  pin,
  pullExists,
} from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';

/** A pin, or what is printed on a key of a USB number pad. YAML reads a `4` without quotes as a number. */
type PadKey = number | (typeof numberPadKeys)[number];

const keys = namedKeys(z.union([pin, z.enum(numberPadKeys, { error: 'bad-pad-key' })])).meta(
  described(
    'The pin of each key, or its key of the USB number pad, by its name: sangat-puas, puas, kurang, tidak-puas, pengaduan, or another one with a score',
    'Pin tiap tombol, atau tombolnya di papan tombol angka USB, menurut namanya: sangat-puas, puas, kurang, tidak-puas, pengaduan, atau nama lain yang diberi nilai',
  ),
);

const optional = <Setting extends z.ZodType>(setting: Setting) =>
  setting.optional().meta(setting.meta() ?? {});

interface PadOptions extends KeyLineSettings {
  readonly keys: Readonly<Record<string, PadKey>>;
  readonly vendor_id?: number | undefined;
  readonly product_id?: number | undefined;
  readonly serial?: string | undefined;
  readonly path?: string | undefined;
}

/** The USB number pad that it is; undefined: its keys are contacts on lines. */
function usbOf({ vendor_id, product_id, serial, path }: PadOptions): HidOptions | undefined {
  return vendor_id === undefined || product_id === undefined
    ? undefined
    : { vendor_id, product_id, serial, path };
}

const isUsb = ({ vendor_id, product_id, serial, path }: PadOptions): boolean =>
  [vendor_id, product_id, serial, path].some((setting) => setting !== undefined);

/** The keys that are contacts, with their pins. */
const pinsOf = (pad: PadOptions): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(pad.keys).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );

/** By the keys of the number pad, their names in the site file. */
const namesOf = (pad: PadOptions): ReadonlyMap<string, string> =>
  new Map(Object.entries(pad.keys).map(([name, key]) => [String(key), name]));

const padKeysOnly = (pad: PadOptions): boolean =>
  Object.values(pad.keys).every((key) => (numberPadKeys as readonly string[]).includes(String(key)));

const { board: _, ...lineAlone } = lineSettings;

/** The settings of lines that a USB number pad is given other values of: nothing would come of them. */
function ofLinesOnly(pad: PadOptions): readonly string[] {
  const usual: Readonly<Record<string, unknown>> = z.object(lineAlone).parse({});
  const given: Readonly<Record<string, unknown>> = { ...pad };
  return isUsb(pad) ? Object.keys(lineAlone).filter((setting) => given[setting] !== usual[setting]) : [];
}

/** The keys with which visitors say how content they are. */
export const ratingPad = defineKind({
  kind: 'rating-pad',
  role: 'rating',
  title: { id: 'Papan penilaian', en: 'Rating pad' },
  evidence: 'enumeration',
  transports: ['gpio', 'board', 'usb-hid'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z
    .strictObject({
      keys,
      ...lineSettings,
      vendor_id: optional(hidSettings.vendor_id),
      product_id: optional(hidSettings.product_id),
      serial: hidSettings.serial,
      path: hidSettings.path,
    })
    .refine((pad) => !isUsb(pad) || usbOf(pad) !== undefined, { path: ['keys'], error: 'pad-usb-ids' })
    .superRefine((pad, { addIssue }) => {
      for (const setting of ofLinesOnly(pad))
        addIssue({ code: 'custom', path: [setting], message: 'pad-line-setting' });
    })
    .refine((pad) => !isUsb(pad) || pad.board === undefined, { path: ['board'], error: 'pad-board-or-usb' })
    .refine((pad) => !isUsb(pad) || padKeysOnly(pad), { path: ['keys'], error: 'pad-needs-pad-keys' })
    .refine((pad) => !isUsb(pad) || namesOf(pad).size === Object.keys(pad.keys).length, {
      path: ['keys'],
      error: 'pad-key-twice',
    })
    .refine((pad) => isUsb(pad) || Object.values(pad.keys).every((key) => typeof key === 'number'), {
      path: ['keys'],
      error: 'pad-needs-pins',
    })
    .refine((pad) => isUsb(pad) || onGpio(pad, Object.values(pinsOf(pad))), {
      path: ['keys'],
      error: 'not-on-gpio',
    })
    .refine((pad) => isUsb(pad) || pullExists(pad), { path: ['pull'], error: 'no-pull-down' }),
  keys: (pad) => Object.keys(pad.keys),
  claims(pad) {
    const usb = usbOf(pad);
    if (usb !== undefined) return [hidClaim(usb)];
    return Object.entries(pinsOf(pad)).map(([name, pin]) => claimLine(pad, pin, `keys.${name}`));
  },
  async open(opening) {
    const pad = opening.options;
    const usb = usbOf(pad);
    if (usb === undefined) return { ...(await openKeys(opening, pinsOf(pad))), evidence: 'none' };
    const names = namesOf(pad);
    return openNumberPad({ ...opening, options: usb }, (key) => names.get(key));
  },
});
