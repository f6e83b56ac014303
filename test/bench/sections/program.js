import { spawn } from 'node:child_process';

/**
 * A section that is a program of its own, which may also be run alone: what it prints is what it found. `args` are its
 * arguments, `quick` those of a short run.
 */
export function program(title, name, { args = [], quick = args }) {
  return {
    title,
    measure: (how) => printedBy(new URL(`../${name}`, import.meta.url).pathname, how.quick ? quick : args),
    tables: (lines) => [lines.map((line) => `- ${line}`).join('\n')],
  };
}

function printedBy(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(out.trimEnd().split('\n'));
      else reject(new Error(`${file} ended with ${code}`));
    });
  });
}
