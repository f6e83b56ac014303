import { computed } from '@preact/signals';
import type { DeviceLayout } from '../../simulators/page/page-messages.ts';
import { connected, details, devices, layout, states } from './hall-store.ts';
import { codeWords, language, say } from './page-texts.ts';

/** Whether what MQTT has said of the hall is still so; without the broker it is what was so before. */
export const isKnown = computed(
  () => connected.value && states.value.get('controller/state')?.state === 'online',
);

/** The state on a retained topic; undefined while it is not known. */
export const stateAt = (address: string) => (isKnown.value ? states.value.get(address) : undefined);

/** Of a state of a device on MQTT; `text` in the language of the page. */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

export type DeviceWord = 'online' | 'degraded' | 'offline' | 'starting' | 'disabled' | 'unknown';

export function deviceState(id: string): { readonly is: DeviceWord; readonly reasons: readonly Reason[] } {
  const topic = `device/${id}/state`;
  const state = stateAt(topic);
  const words = language.value === 'id' ? details.value.get(topic) : undefined;
  const reasons = (state?.reasons ?? []) as readonly Reason[];
  return {
    is: (state?.state ?? 'unknown') as DeviceWord,
    reasons: reasons.map(({ code, text }) => ({ code, text: words?.[text] ?? text })),
  };
}

/** Why a press on this device does nothing, in words; undefined: it works, as far as is known. */
export function deadBecause({ id, cable }: DeviceLayout): string | undefined {
  if (devices.value.get(id)?.plugged === false) return `${id}: ${say('cableOut')} (${cable})`;
  const { is, reasons } = deviceState(id);
  if (is !== 'offline' && is !== 'disabled' && is !== 'starting') return undefined;
  const [reason] = reasons;
  return `${id}: ${reason === undefined ? say(is) : codeWords('faults', reason.code)}`;
}

/** The ids of the devices that lose their connection with this one: those on the same cable. */
export function onCableOf({ cable }: DeviceLayout): readonly string[] {
  return (layout.value?.devices ?? []).filter((other) => other.cable === cable).map(({ id }) => id);
}
