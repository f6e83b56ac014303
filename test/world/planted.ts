/** A defect put into a copy of the sources: one piece of text in one file is replaced. */
export interface Planted {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Where the world cannot see it: the test file that does. */
  readonly test?: string;
}

/** Bugs on purpose, each one like a bug that somebody has had. The world, or a named test, must find them all. */
export const planted: readonly Planted[] = [
  {
    name: 'a number is given twice',
    file: 'firmware-host/queue/numbering.ts',
    from: 'Math.max(rules.first, last + 1);\n  while (state.tickets.has(ticketId(rules, number)) ||',
    to: 'Math.max(rules.first, last + (last % 7 === 6 ? 0 : 1));\n  while (',
  },
  {
    name: 'a ticket is printed and told before the disk has it',
    file: 'firmware-host/loop/loop.ts',
    from: 'await this.#of.journal.append(records);',
    to: 'void this.#of.journal.append(records).catch(() => undefined);',
  },
  {
    name: 'the commit counts before its fsync',
    file: 'firmware-host/journal/sqlite/group-commit.ts',
    from: '      queue.push({ records, at: clock.now(), durable, failed });',
    to: '      queue.push({ records, at: clock.now(), durable, failed });\n      durable();',
  },
  {
    name: 'a key counts when its contact has come to rest',
    file: 'devices/keys/debounce.ts',
    from: '    moved(counted, at);',
    to: '    clock.after(lockoutMs, () => moved(counted, at + lockoutMs));',
  },
  {
    name: 'every bounce of a contact counts',
    file: 'devices/keys/debounce.ts',
    from: '      if (lockout !== undefined) {',
    to: '      if (lockout !== undefined && latest === counted) {',
  },
  {
    name: 'the bounce of a key that is let go while the process starts is a press',
    file: 'devices/keys/debounce.ts',
    from: '\n\n  lockOut();\n',
    to: '\n\n',
    test: 'test/devices/debounce.test.ts',
  },
  {
    name: 'a counter is not told that another one has called whom it had parked',
    file: 'firmware-host/queue/touched.ts',
    from: "ticket?.state === 'parked' ? ticket.counter : undefined",
    to: 'undefined',
    test: 'test/queue/views.test.ts',
  },
  {
    name: 'the paper of a day that has ended counts for the same number of the next',
    file: 'firmware-host/perform/ticket-office.ts',
    from: 'if (stillGiven() !== undefined) of.post(command);',
    to: 'of.post(command);',
    test: 'test/hall/paper.test.ts',
  },
  {
    name: 'a double press calls twice',
    file: 'firmware-host/queue/desk.ts',
    from: 'return ticket !== undefined && desk.now.hall - lastCallAt < desk.rules.repeatMs;',
    to: 'return ticket === undefined && desk.now.hall - lastCallAt < desk.rules.repeatMs - 1e9;',
  },
  {
    name: 'a press that waits for its second one counts after the next key',
    file: 'firmware-host/loop/keys.ts',
    from: 'if (other !== key) one.settle();',
    to: 'if (other !== key && one === undefined) gestures.clear();',
    test: 'test/hall/keys.test.ts',
  },
  {
    name: 'a visitor at one counter is called to another',
    file: 'firmware-host/queue/find-ticket.ts',
    from: "return elsewhere ? 'ticket-elsewhere' : undefined;",
    to: 'return elsewhere ? undefined : undefined;',
  },
  {
    name: 'a parked visitor is in the line again after a restart',
    file: 'firmware-host/main.ts',
    from: 'if (isQueueEvent(event)) apply(',
    to: "if (isQueueEvent(event) && event.type !== 'ticket.parked') apply(",
  },
  {
    name: 'the counters of quotas are forgotten at a restart',
    file: 'firmware-host/main.ts',
    from: '  const last = parts.recovered.at(-1);',
    to: '  for (const service of state.services.values()) Object.assign(service.given, { regular: 0, priority: 0 });\n  const last = parts.recovered.at(-1);',
  },
  {
    name: 'a clock that goes back begins the day again',
    file: 'firmware-host/queue/day.ts',
    from: 'if (now.date <= state.day) return false;',
    to: 'if (now.date === state.day) return false;',
  },
  {
    name: "the hall's time follows the clock",
    file: 'firmware-host/loop/hall-time.ts',
    from: '(off > 0 && off <= offMostMs ? off : 0)',
    to: 'off',
  },
  {
    name: 'a display that comes back keeps what it showed',
    file: 'firmware-host/supervise/device.ts',
    from: 'if (this.#wanted !== undefined) this.#show(this.#wanted)',
    to: 'if (this.#wanted !== undefined && this.#wanted === undefined) this.#show(this.#wanted)',
  },
  {
    name: 'a lost frame stands for ever',
    file: 'devices/serial-display/serial-display.ts',
    from: '  refreshMs: REFRESH_MS,\n',
    to: '',
  },
  {
    name: 'a device that was lost is not tried again',
    file: 'firmware-host/supervise/retry.ts',
    from: 'backoffMs(this.#failures, this.#random());',
    to: '1e9 * this.#failures;',
  },
  {
    name: 'what was given up prints by itself after the refill',
    file: 'devices/escpos-printer/printing.ts',
    from: '    await talk.send(cancelRequest, cancelLimitMs);\n  } catch {',
    to: '    await Promise.resolve(cancelRequest);\n  } catch {',
  },
  {
    name: 'a ticket is sent to a printer without paper',
    file: 'devices/escpos-printer/printing.ts',
    from: '    refuseIfStopped(await lookFirst());',
    to: '    await lookFirst();',
  },
  {
    name: 'a ticket that may be printed is void',
    file: 'firmware-host/perform/printing.ts',
    from: "new Set(['job.unconfirmed', ",
    to: 'new Set([',
  },
  {
    name: 'numbers that were being printed are forgotten at a restart',
    file: 'firmware-host/main.ts',
    from: '  office.recover();\n',
    to: '',
  },
  {
    name: 'a number of an event is left out',
    file: 'firmware-host/loop/loop.ts',
    from: 'sequence: ++this.#sequence,',
    to: 'sequence: (this.#sequence += this.#sequence % 50 === 49 ? 2 : 1),',
  },
  {
    name: 'retained commands are obeyed',
    file: 'firmware-host/mqtt/commands/intake.ts',
    from: "retain ? ({ error: 'retained' } as const) : startOrRepeat(name, request)",
    to: 'startOrRepeat(name, request)',
  },
  {
    name: 'commands that came too late are obeyed',
    file: 'firmware-host/mqtt/commands/intake.ts',
    from: 'of.wall() > request.expiresAt',
    to: 'of.wall() < 0',
  },
  {
    name: 'a command that is repeated is carried out again',
    file: 'firmware-host/mqtt/commands/intake.ts',
    from: 'if (before !== undefined) return repeat(',
    to: 'if (before !== undefined && what === name) return repeat(',
  },
  {
    name: 'nothing is said again to a broker that came back empty',
    file: 'firmware-host/mqtt/lane.ts',
    from: 'session.onConnected(() => restate());',
    to: 'session.onConnected(() => wake());',
  },
  {
    name: 'a late last will leaves the hall marked offline',
    file: 'firmware-host/mqtt/own-state.ts',
    from: 'if (said !== undefined && said !==',
    to: 'if (said === undefined && said !==',
  },
  {
    name: 'events go out of order to the office',
    file: 'firmware-host/central/gate.ts',
    from: 'return sequence === next ? through() : [];',
    to: 'return [event];',
  },
  {
    name: 'the cursor moves when an event is sent, not when it has arrived',
    file: 'firmware-host/mqtt/uplink/pump.ts',
    from: '    window.sent(record.sequence);',
    to: '    window.sent(record.sequence);\n    cursor.move(record.sequence);',
  },
  {
    name: 'a clock that jumps is believed at once',
    file: 'firmware-host/loop/believed-time.ts',
    from: 'if (now - doubted.since >= of.patienceMs())',
    to: 'if (now - doubted.since >= of.patienceMs() * 0)',
    test: 'test/hall/wrong-clock.test.ts',
  },
  {
    name: 'a day that a jump of the clock has opened begins its numbers anew',
    file: 'firmware-host/queue/day.ts',
    from: 'back || isSameDay(state, now)',
    to: 'back && isSameDay(state, now)',
  },
  {
    name: 'a day that a jump of the clock has opened sends its visitors home',
    file: 'firmware-host/queue/day.ts',
    from: '(!now.trusted || now.jumpedMs !== undefined) && isStillHere',
    to: '!now.trusted && isStillHere',
    test: 'test/queue/day.test.ts',
  },
  {
    name: 'percentiles are since the start',
    file: 'firmware-host/loop/latency.ts',
    from: 'if (passed > 0) {',
    to: 'if (passed > 1e9) {',
    test: 'test/loop/latency.test.ts',
  },
  {
    name: 'since wanders with the clock',
    file: 'firmware-host/perform/moments.ts',
    from: 'if (Math.abs(here - offset) >= setMs) offset = here;',
    to: 'if (Math.abs(here - offset) >= 0) offset = here;',
    test: 'test/perform/since.test.ts',
  },
  {
    name: 'the commits are sorted before every ticket',
    file: 'firmware-host/journal/sqlite/recent.ts',
    from: '    percentile: (share) => bySize[',
    to: '    percentile: (share) => bySize.toSorted()[',
    test: 'test/journal/group-commit.test.ts',
  },
  {
    name: 'the serial number of a device is not told',
    file: 'firmware-host/perform/messages.ts',
    from: 'serial: serial ?? null',
    to: 'serial: serial === undefined ? null : null',
    test: 'test/perform/device-info.test.ts',
  },
  {
    name: 'the inbox grows without bound',
    file: 'firmware-host/loop/loop.ts',
    from: 'if (this.#inbox.length >= limits.inboxMost) {',
    to: 'if (this.#inbox.length >= limits.inboxMost * 1e6) {',
    test: 'test/loop/inbox.test.ts',
  },
];
