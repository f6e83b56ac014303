import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wavOf } from '../../firmware-host/clips/clip-wav.ts';
import { tone } from '../clips/sounds.ts';
import { speakingText } from '../clips/speaking-site.ts';
import { has } from '../programs.ts';
import { program, started, stopAll } from './loket.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-voice-'));
  writeFileSync(
    join(folder, 'site.yaml'),
    speakingText({ voice: { languages: ['id'], clips: 'recordings' } }),
  );
  mkdirSync(join(folder, 'recordings/id'), { recursive: true });
  mkdirSync(join(folder, 'bin'));
});
afterEach(stopAll);
afterAll(() => rmSync(folder, { recursive: true }));

/** The programs that a machine has: those of this one, or these alone. */
async function voice(line: string, programs?: readonly string[]) {
  const bin = join(folder, 'bin');
  rmSync(bin, { recursive: true });
  mkdirSync(bin);
  for (const name of programs ?? []) symlinkSync(`/usr/bin/${name}`, join(bin, name));
  const path = programs === undefined ? '' : `PATH='${bin}'`;
  const run = `cd '${folder}'; LANG=en ${path} '${process.execPath}' '${program}' voice ${line}`;
  const { seen, ended } = started('sh', ['-c', run]);
  return { code: await ended, ...seen };
}

describe('loket voice', () => {
  it('prints what to record, as text, for a spreadsheet and for the printer', async () => {
    writeFileSync(join(folder, 'recordings/id/digit-0.wav'), wavOf(tone(300)));
    const text = await voice('sheet site.yaml');
    expect(text.out).toContain('Words to record: MPP Uji');
    expect(text.out).toMatch(/^id\/digit-0\.wav +id +nol +yes$/m);
    expect(text.out).toMatch(/^id\/go-to-counter\.wav +id +Silakan menuju loket$/m);
    const csv = await voice('sheet site.yaml --csv');
    expect(csv.out.split('\r\n')[0]).toBe('"file","language","say","done"');
    expect(csv.out).toContain('"id/letter-a.wav","id","A",""');
    const html = await voice('sheet site.yaml --html');
    expect(html.out).toContain('<td>id/digit-0.wav</td><td>id</td><td>nol</td><td>yes</td>');
  });

  it('teaches how to use it', async () => {
    const { code, out } = await voice('--help');
    expect(code).toBe(0);
    expect(out).toContain('sudo apt install ffmpeg espeak-ng');
    expect((await voice('build')).code).toBe(2);
  });

  it('says what to install on a machine without ffmpeg, and leaves everything as it is', async () => {
    const { code, err } = await voice('build site.yaml --data data', []);
    expect(code).toBe(1);
    expect(err).toContain('ffmpeg is not installed on this machine: sudo apt install ffmpeg');
    expect(() => readFileSync(join(folder, 'data/voice/clips.json'))).toThrow('ENOENT');
  });

  it('says that a site has no voice, and that its folder of recordings is not there', async () => {
    writeFileSync(join(folder, 'silent.yaml'), speakingText().replace(/,"voice":\{.*?\}/, ''));
    expect((await voice('build silent.yaml')).err).toContain('this site has no voice');
    writeFileSync(join(folder, 'lost.yaml'), speakingText({ voice: { clips: 'nowhere' } }));
    const { code, err } = await voice('check lost.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/the folder of recordings .*nowhere cannot be read: ENOENT/);
  });
});

describe.skipIf(!has('ffmpeg'))('loket voice build', () => {
  it('makes of recordings what it can on a machine without espeak-ng, and says what is missing', async () => {
    writeFileSync(join(folder, 'recordings/id/digit-0.wav'), wavOf(tone(300)));
    writeFileSync(join(folder, 'recordings/id/digit-1.wav'), 'damaged');
    const { code, out, err } = await voice('build site.yaml --data data', ['ffmpeg']);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}id\/digit-0 {2}recording {2}\d+ ms$/m);
    expect(err).toMatch(/recordings\/id\/digit-1\.wav cannot be used for id\/digit-1: /);
    expect(err.match(/sudo apt install espeak-ng/g)).toHaveLength(1);
    expect(err).toMatch(/^Missing: .*id\/digit-1, /m);
    const checked = await voice('check site.yaml --data data');
    expect(checked.code).toBe(1);
    expect(checked.out).toMatch(/FAULT id\/digit-1\.wav: cannot be read/);
    expect(checked.out).toMatch(/FAULT \d+ clips are not built: /);
  });

  it.skipIf(!has('espeak-ng'))('makes all with it, and the check is content', async () => {
    rmSync(join(folder, 'recordings/id/digit-1.wav'), { force: true });
    const built = await voice('build site.yaml --data data');
    expect(built.code, built.err).toBe(0);
    expect(built.out).toMatch(/^\d+ clips are in .*data\/voice; \d+ of them were made now\.$/m);
    const checked = await voice('check site.yaml --data data');
    expect(checked.code, checked.out).toBe(0);
    expect(checked.out).toContain('are complete');
    const again = await voice('build site.yaml --data data');
    expect(again.out).toContain('; 0 of them were made now.');
  });
});
