import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { askedLanguage } from '../../firmware-host/cli/asked-language.ts';
import { commanderMistake } from '../../firmware-host/cli/help/commander-mistakes.ts';
import { helpCatalogue } from '../../firmware-host/cli/help/program-help.ts';
import { allCommands, lineWidth } from '../../firmware-host/cli/help/speak-help.ts';
import { createProgram } from '../../firmware-host/cli/program.ts';

const languages = ['id', 'en'] as const;
const programs = { id: createProgram('id'), en: createProgram('en') };

function helpOf(command: Command): readonly string[] {
  let text = '';
  const collect = (more: string) => {
    text += more;
  };
  command.configureOutput({ writeOut: collect });
  command.outputHelp();
  return text.split('\n');
}

const helps = languages.flatMap((speak) =>
  [...allCommands(programs[speak])].map(([name, command]) => ({ speak, name, lines: helpOf(command) })),
);

describe('help', () => {
  it('has no line beyond 80 columns in a pipe, in either language', () => {
    const long = helps.flatMap(({ speak, name, lines }) =>
      lines.filter((line) => line.length > 80).map((line) => `${speak} ${name}: ${line}`),
    );
    expect(long).toEqual([]);
    expect(helps.length).toBeGreaterThan(40);
  });

  it('is laid out for 80 columns in a pipe and on a narrow terminal, and for 100 at most', () => {
    expect(lineWidth({ isTTY: false, columns: 200 })).toBe(80);
    expect(lineWidth({ isTTY: true, columns: 60 })).toBe(80);
    expect(lineWidth({ isTTY: true, columns: 90 })).toBe(90);
    expect(lineWidth({ isTTY: true, columns: 200 })).toBe(100);
  });

  it('has nothing but commands in the column of commands', () => {
    for (const speak of languages) {
      const lines = helpOf(programs[speak]);
      const from = lines.indexOf(speak === 'id' ? 'Perintah:' : 'Commands:');
      const starts = lines
        .slice(from + 1, lines.indexOf('', from))
        .flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
      const names = programs[speak].commands
        .map((command) => command.name())
        .filter((name) => name !== 'kiosk');
      expect(starts).toEqual([...names, 'help']);
    }
  });

  it('says something of every command, argument and option, and of none that is not there', () => {
    const missing: string[] = [];
    for (const [name, command] of allCommands(programs.id)) {
      const help = helpCatalogue[name];
      const options = command.options.map(({ long }) => long ?? '');
      const args = command.registeredArguments.map((argument) => argument.name());
      for (const option of options) if (!help?.options?.[option]) missing.push(`${name} ${option}`);
      for (const argument of args) if (!help?.arguments?.[argument]) missing.push(`${name} <${argument}>`);
      expect([name, Object.keys(help?.options ?? {}).filter((one) => !options.includes(one))]).toEqual([
        name,
        [],
      ]);
      expect([name, Object.keys(help?.arguments ?? {}).filter((one) => !args.includes(one))]).toEqual([
        name,
        [],
      ]);
    }
    expect(missing).toEqual([]);
    const names = [...allCommands(programs.id)].map(([name]) => name);
    expect(Object.keys(helpCatalogue).sort()).toEqual(names.sort());
  });

  it('is in one language only', () => {
    const words = {
      id: /\b(the|and|of|which|instead|usage|options|commands|arguments|display|default)\b/i,
      en: /\b(yang|dan|berkas|situs|perintah|pemakaian|bantuan|biasanya)\b/i,
    };
    // What is typed is the same in both.
    const mixed = helps.flatMap(({ speak, name, lines }) =>
      lines
        .filter((line) => words[speak].test(line.replace(/`[^`]*`|--\S+ <\S+>/g, '')))
        .map((line) => `${speak} ${name}: ${line}`),
    );
    expect(mixed).toEqual([]);
  });

  it('comes in the language that --lang asks for, wherever it stands', () => {
    expect(askedLanguage(['day', '--lang', 'id', '--help'])).toEqual({
      rest: ['day', '--help'],
      language: 'id',
    });
    expect(askedLanguage(['--lang=en'])).toEqual({ rest: [], language: 'en' });
    expect(askedLanguage(['run', '--lang', 'jv'])).toEqual({ rest: ['run'], wrong: 'jv' });
    expect(askedLanguage(['run', '--lang'])).toEqual({ rest: ['run'], wrong: '' });
    expect(askedLanguage(['--', '--lang', 'id'])).toEqual({ rest: ['--', '--lang', 'id'] });
    expect(askedLanguage(['init', '--language', 'en'])).toEqual({ rest: ['init', '--language', 'en'] });
  });

  it('tells a command that is wrong in that language too', () => {
    const wrong = (...args: readonly string[]): string => {
      const program = createProgram('id').exitOverride();
      let text = '';
      for (const [, command] of allCommands(program))
        command.exitOverride().configureOutput({
          writeErr: (more) => {
            text += more;
          },
        });
      expect(() => program.parse(args, { from: 'user' })).toThrow();
      return text;
    };
    expect(wrong('cek')).toContain("tidak ada perintah 'cek'\n(Maksudnya check?)");
    expect(wrong('run')).toContain("kurang satu argumen: 'site'");
    expect(wrong('run', 'x', '--wach')).toContain("tidak ada opsi '--wach'\n(Maksudnya --watch?)");
    expect(wrong('day')).toContain("opsi '--data <dir>' harus ditulis");
    expect(wrong('day', '--data')).toContain("opsi '--data <dir>' memerlukan nilai");
    expect(wrong('verify', '--data', 'x', 'y')).toContain('terlalu banyak argumen: 1, padahal hanya 0');
    expect(wrong('events', '--data', 'x', '--format', 'xml')).toContain('Pilihannya: jsonl, csv.');
    expect(wrong('events', '--data', 'x', '--from', '0')).toContain(
      "nilai '0' untuk opsi '--from <number>' salah.",
    );
    expect(commanderMistake("error: unknown option '--x'", 'en')).toBe("error: unknown option '--x'");
  });
});
