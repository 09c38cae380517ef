/** A scripted fetch and everything else that a client is made of. */
import type { GitHubClientOptions } from '../src/client/client.ts';

export type Step =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly error: Error }
  | 'silence';

export type Transport = {
  readonly options: Omit<GitHubClientOptions, 'token'>;
  readonly requests: { readonly line: string; readonly headers: Headers; readonly body: unknown }[];
  readonly slept: number[];
  readonly log: string[];
};

export const NOW = Date.parse('2026-11-23T12:00:00Z');

/** An error as undici throws it: `fetch failed`, with the system's error as cause. */
export const networkError = (code: string): Step => ({
  error: new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
});

export function createTransport(
  steps: readonly Step[],
  change: Partial<GitHubClientOptions> = {},
): Transport {
  const queue = [...steps];
  const requests: Transport['requests'] = [];
  const slept: number[] = [];
  const log: string[] = [];
  const say = (message: string) => void log.push(message);
  return {
    requests,
    slept,
    log,
    options: {
      apiUrl: 'https://api.github.com',
      clock: {
        now: () => NOW,
        sleep: async (milliseconds) => void slept.push(milliseconds),
      },
      random: () => 0,
      log: { debug: say, info: say, warning: say, secret: (value) => say(`secret ${value}`) },
      fetch: async (input, init) => {
        requests.push({
          line: `${init?.method} ${String(input)}`,
          headers: new Headers(init?.headers),
          body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
        });
        const step = queue.shift();
        if (step === undefined) throw new Error('the script is over');
        if (step === 'silence')
          return new Promise((_resolve, reject) => {
            if (init?.signal?.aborted) reject(init.signal.reason);
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          });
        if ('error' in step) throw step.error;
        const text = typeof step.body === 'string' ? step.body : JSON.stringify(step.body ?? {});
        return new Response(step.status === 204 ? null : text, {
          status: step.status,
          headers: { 'content-type': 'application/json; charset=utf-8', ...step.headers },
        });
      },
      ...change,
    },
  };
}
