import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWayIn } from '@sealift/cluster/node/way-in';
import { expect, it } from 'vitest';
import { type LoadCount, lostIn, since, startLoad } from '../../src/deploy/load.ts';

it('tells answers, errors of pods and requests that got none apart', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-load-'));
  const answer = (status: number) => async () => {
    const server = http.createServer((_, response) => response.writeHead(status).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
  };
  const [good, bad] = await Promise.all([answer(200)(), answer(500)()]);
  const wayIn = path.join(folder, 'in.sock');
  await startWayIn(wayIn, '127.0.0.0/24');
  // Nobody listens at the last one.
  const addresses = [good.address, bad.address, '127.0.0.1:1'];
  const load = startLoad({
    ...{ wayIn, path: '/items', rate: 100, limit: 60_000 },
    endpoints: async () => addresses,
  });
  try {
    while (load.count().sent < 60) await sleep(10);
    load.stop();
    const seen = () => {
      const { answered, errors } = load.count();
      return answered + errors + lostIn(load.count());
    };
    while (seen() < load.count().sent) await sleep(10);
    const { sent, answered, errors, lost } = load.count();
    for (const part of [answered, errors, lost['ECONNREFUSED'] ?? 0])
      expect(Math.abs(part - sent / 3)).toBeLessThanOrEqual(1);
    await sleep(100);
    expect(load.count().sent).toBe(sent);
  } finally {
    load.stop();
    good.server.close();
    bad.server.close();
    await rm(folder, { recursive: true });
  }
});

it('sends nothing while nobody is ready, and ends by itself', async () => {
  let asked = 0;
  const load = startLoad({
    ...{ wayIn: '/none', path: '/', rate: 100, limit: 0 },
    endpoints: async () => {
      asked += 1;
      return [];
    },
  });
  await sleep(400);
  expect(load.count()).toEqual({ sent: 0, answered: 0, errors: 0, lost: {} });
  expect(asked).toBe(0);
});

it('counts what came in between', () => {
  const before: LoadCount = { sent: 10, answered: 8, errors: 1, lost: { ETIMEDOUT: 1 } };
  const now: LoadCount = { sent: 30, answered: 26, errors: 1, lost: { ETIMEDOUT: 1, ECONNRESET: 2 } };
  expect(since(before, now)).toEqual({ sent: 20, answered: 18, errors: 0, lost: { ECONNRESET: 2 } });
});
