import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@sealift/core/log';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
