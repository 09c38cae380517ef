import type { Clock, Log } from '@sealift/core/log';
import { createRegistryClient, type RegistryClientOptions } from '../src/client.ts';

/** Time that passes only by sleeping. */
export function fakeClock(start = Date.UTC(2026, 10, 1)): Clock & { readonly slept: number[] } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

export function memoryLog(): Log & { readonly lines: string[]; readonly secrets: string[] } {
  const lines: string[] = [];
  const secrets: string[] = [];
  const add = (message: string) => {
    lines.push(message);
  };
  return {
    lines,
    secrets,
    debug: add,
    info: add,
    notice: add,
    warning: add,
    error: add,
    group: (_title, work) => work(),
    secret: (value) => {
      secrets.push(value);
    },
  };
}

export function testClient(options: Partial<RegistryClientOptions> = {}) {
  const clock = fakeClock();
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

/** What was thrown, to be looked at. */
export const thrownBy = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};
