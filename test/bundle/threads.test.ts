import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { Packed } from '../../config/transfer.ts';
import type { TicketElement } from '../../devices/ticket-element.ts';
import type { PictureAnswer } from '../../firmware-host/pictures/picture-worker.ts';

/** What a thread of the program as it is shipped answers. The threads of databases run in every test of the program. */
async function answerOf<Answer>(name: string, workerData: unknown, message?: unknown): Promise<Answer> {
  const worker = new Worker(new URL(`../../dist/program/${name}.js`, import.meta.url), { workerData });
  if (message !== undefined) worker.postMessage(message);
  const answer = await new Promise<Answer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  return answer;
}

describe('a thread of the bundled program', () => {
  it('reads a site file', async () => {
    const path = 'config/examples/mpp-banyuwangi.yaml';
    const { site, problems } = await answerOf<Packed>('config-check-worker', { path });
    expect(problems).toEqual([]);
    expect(site).toBeDefined();
  });

  it('draws letters, which need the font beside the program, and codes', async () => {
    const line = { align: 'center', width: 2, height: 2, bold: true, inverse: false } as const;
    const elements: readonly TicketElement[] = [
      { type: 'line', text: 'A-012', ...line },
      { type: 'qr', text: 'A-012', cell: 4 },
    ];
    const asked = { id: 7, job: { type: 'draw', elements, dots: 576 } };
    const answer = await answerOf<PictureAnswer>('picture-worker', undefined, asked);
    expect(answer).toMatchObject({ id: 7, raster: { width: 576 } });
  });
});
