#!/usr/bin/env node
// The version is checked before anything else is loaded: an old Node would fail on a library with a useless message.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Loket needs Node 20.19 or newer; this is ${process.versions.node}.`);
  console.error('Loket membutuhkan Node 20.19 atau lebih baru. On Debian: apt install nodejs');
  process.exitCode = 1;
} else {
  // The reader of our output may end (`loket simulate ... | head`); the hall keeps running.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const { useCompileCache } = await import('./compile-cache.ts');
  useCompileCache();
  const { main } = await import('./main-command.ts');
  await main(process.argv.slice(2));
}

export {};
