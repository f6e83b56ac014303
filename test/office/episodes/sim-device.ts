/** A device of a simulated hall. */
export interface SimDevice {
  readonly id: string;
  readonly role: string;
  readonly place: string;
  readonly parent: { readonly kind: string; readonly id: string } | null;
  state: 'starting' | 'online' | 'offline';
  admin: 'enabled' | 'maintenance';
  /** What a person has to mend, such as paper. */
  fault: string | undefined;
  since: number;
}

/** A board with two keypads on it, a USB hub with two printers, and a display. */
export function simDevices(): readonly SimDevice[] {
  const device = (id: string, role: string, place: string, parent: SimDevice['parent']): SimDevice => ({
    ...{ id, role, place, parent, state: 'online', admin: 'enabled', fault: undefined, since: 0 },
  });
  const board = { kind: 'board', id: 'board-1' };
  const hub = { kind: 'usb', id: '1-1' };
  return [
    device('keypad-1', 'keys', 'board-1 2, board-1 3', board),
    device('keypad-2', 'keys', 'board-1 4, board-1 5', board),
    device('board-1', 'board', '/dev/ttyACM0', null),
    device('printer-1', 'printer', '/dev/usb/lp0', hub),
    device('printer-2', 'printer', '/dev/usb/lp1', hub),
    device('display-1', 'display', '/dev/ttyUSB0 1', { kind: 'serial', id: '/dev/ttyUSB0' }),
  ];
}

/** `device/{id}/state` of it. */
export function stateOf(device: SimDevice, since: string): object {
  const { state, fault, admin } = device;
  const reason = (code: string, fix: string) => ({ code, severity: 'error', fix, text: '', since, count: 1 });
  const reasons =
    state === 'offline'
      ? [reason('link.absent', 'technician')]
      : fault === undefined
        ? []
        : [reason(fault, 'clerk')];
  const usable = state === 'online' && fault === undefined && admin === 'enabled';
  return { admin, state, usable, reason: null, text: null, since, attempts: 0, evidence: 'ack', reasons };
}
