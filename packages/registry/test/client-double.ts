import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { createRegistryClient, type RegistryClientOptions } from '../src/client.ts';

export function testClient(options: Partial<RegistryClientOptions> = {}) {
  const clock = fakeClock(Date.UTC(2026, 10, 1));
  const log = memoryLog();
  const client = createRegistryClient({
    credentials: () => undefined,
    fetch: globalThis.fetch,
    clock,
    log,
    random: () => 0.5,
    ...options,
  });
  return { client, clock, log };
}
