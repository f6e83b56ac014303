import { play } from './play.ts';
import { scriptOf } from './script.ts';

const seeds = Number(process.argv[2] ?? 5);
const from = Number(process.argv[3] ?? 1);
const start = process.cpuUsage();
for (let seed = from; seed < from + seeds; seed++) {
  const p = await play(scriptOf(seed, 500), process.argv[4] ? console.log : undefined);
  if (p.broken || process.argv[4]) console.log(JSON.stringify({...p, injected: undefined}));
}
const { user, system } = process.cpuUsage(start);
console.log(`${(user + system) / 1e3 / seeds} ms cpu per seed`);
