import type { Clock, Log } from '@sealift/core/log';

export type MemoryLog = Log & { readonly lines: string[]; readonly secrets: string[] };

/** Keeps what was logged, as `level text`. */
export function memoryLog(): MemoryLog {
  const lines: string[] = [];
  const secrets: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return {
    lines,
    secrets,
    debug: at('debug'),
    info: at('info'),
    notice: at('notice'),
    warning: (message, place) =>
      void lines.push(
        `warning ${message}${place?.file === undefined ? '' : ` (${place.file}:${place.startLine})`}`,
      ),
    error: at('error'),
    group: (title, work) => {
      lines.push(`group ${title}`);
      return work();
    },
    secret: (value) => void secrets.push(value),
  };
}

export type TestClock = Clock & { readonly slept: number[]; time: number };

/** Time that passes only by sleeping. */
export function testClock(start = Date.parse('2026-11-23T12:00:00Z')): TestClock {
  const clock: TestClock = {
    time: start,
    slept: [],
    now: () => clock.time,
    sleep: async (milliseconds) => {
      clock.slept.push(milliseconds);
      clock.time += milliseconds;
    },
  };
  return clock;
}

export const failureOf = async (
  promise: Promise<unknown>,
): Promise<{ category: string; message: string }> => {
  try {
    await promise;
  } catch (error) {
    return error as { category: string; message: string };
  }
  throw new Error('it did not fail');
};
