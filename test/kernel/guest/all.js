/** Everything the test machine tests, in one process: Node takes seconds to start under emulation. */
const parts = ['gpio', 'hid', 'printer', 'hall'];
const only = process.env.ONLY?.split(',') ?? parts;
for (const part of parts.filter((name) => only.includes(name))) await import(`./${part}.js`);
