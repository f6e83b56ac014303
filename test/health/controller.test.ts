import { describe, expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import { repeat } from '../../firmware-host/async/interval.ts';
import { createControllerReasons } from '../../firmware-host/health/controller-reasons.ts';
import { VirtualClock } from '../virtual-clock.ts';

const well = {
  clockSynced: true,
  doubtedByMs: undefined as number | undefined,
  day: undefined as 'ahead' | 'behind' | undefined,
  clean: true,
  lastEnd: undefined as string | undefined,
  journal: { fault: undefined as FaultCode | undefined, oldestMs: 0 },
  brokerConnected: true,
  listeners: [],
  uplink: [] as readonly FaultCode[],
  inboxOverflows: 0,
  siteFile: undefined as FaultCode | undefined,
  clips: undefined as Fault | undefined,
};

function controller(seen: Partial<typeof well> = {}) {
  const clock = new VirtualClock();
  const is = { ...well, ...seen, wallOffset: 1e12 };
  let said = 0;
  const reasons = createControllerReasons({
    clock,
    wall: () => is.wallOffset + clock.now(),
    observe: () => is,
    changed: () => said++,
  });
  repeat(clock, 1_000, reasons.check, 'reasons');
  const codes = () => reasons.list().map(({ code }) => code);
  return { clock, is, reasons, codes, said: () => said };
}

describe('the controller itself', () => {
  it('that is well has no reasons, and nothing is said of what was not measured', async () => {
    const { clock, codes, said } = controller();
    await clock.advance(60_000);
    expect([codes(), said()]).toEqual([[], 0]);
  });

  it('says which words have no clip, for as long as that is so', async () => {
    const { clock, is, reasons, codes } = controller();
    is.clips = new Fault('voice.clips_missing', 'missing: id/digit-0');
    await clock.advance(5_000);
    expect(reasons.list()).toMatchObject([{ code: 'voice.clips_missing', text: 'missing: id/digit-0' }]);
    is.clips = undefined;
    await clock.advance(60_000);
    expect(codes()).toEqual([]);
  });

  it('says each thing that is wrong once, the worst first, and takes it back half a minute after it has gone', async () => {
    const { clock, is, reasons, codes, said } = controller();
    is.brokerConnected = false;
    is.clockSynced = false;
    is.journal = { fault: 'disk.io_error', oldestMs: 3_000 };
    reasons.measured({
      rss_mb: 1,
      under_voltage: true,
      throttled: true,
      disk_free_mb: 12,
      loop_lag_p99_ms: 900,
    });
    await clock.advance(5_000);
    expect(codes().slice(0, 3).sort()).toEqual(['disk.io_error', 'disk.low', 'power.undervoltage']);
    expect(codes()).toHaveLength(8);
    expect(said()).toBe(1);
    Object.assign(is, well);
    reasons.measured({ rss_mb: 1, under_voltage: false });
    await clock.advance(20_000);
    expect(codes()).toHaveLength(8);
    await clock.advance(15_000);
    expect(codes()).toEqual([]);
  });

  it('tells a clock that jumps, either way, from one that runs', async () => {
    const { clock, is, codes } = controller();
    await clock.advance(10_000);
    is.wallOffset += 500;
    await clock.advance(10_000);
    expect(codes()).toEqual([]);
    is.wallOffset -= 3_600_000;
    await clock.advance(1_000);
    expect(codes()).toEqual(['clock.stepped']);
    await clock.advance(16 * 60_000);
    expect(codes()).toEqual([]);
  });

  it.each([
    [undefined, 'restart.unclean'],
    ['signal', 'restart.unclean'],
    ['watchdog', 'restart.watchdog'],
  ])('after a run that ended with %s says %s for a quarter of an hour', async (lastEnd, code) => {
    const { clock, codes } = controller({ clean: false, lastEnd });
    await clock.advance(60_000);
    expect(codes()).toEqual([code]);
    await clock.advance(16 * 60_000);
    expect(codes()).toEqual([]);
  });
});
