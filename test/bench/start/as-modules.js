/** The program as modules of the compiler, which it was before it was bundled: the other side of a comparison. */
import { main } from '../../../dist/firmware-host/cli/main-command.js';

await main(process.argv.slice(2));
