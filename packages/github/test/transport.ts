/** A scripted fetch and everything else that a client is made of. */
import { createGitHubClient, type GitHubClient, type GitHubClientOptions } from '../src/client/client.ts';

export type Step =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly error: Error }
  /** No answer ever. */
  | 'silence'
  /** Bytes, and then the connection breaks. */
  | 'broken body';

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
        if (step === 'broken body') return brokenBody();
        if ('error' in step) throw step.error;
        const given = step.body ?? {};
        const body = typeof given === 'string' || given instanceof Uint8Array ? given : JSON.stringify(given);
        return new Response(step.status === 204 ? null : body, {
          status: step.status,
          headers: { 'content-type': 'application/json; charset=utf-8', ...step.headers },
        });
      },
      ...change,
    },
  };
}

const brokenBody = () =>
  new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1)),
      pull: (controller) =>
        controller.error(
          new TypeError('terminated', { cause: Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }) }),
        ),
    }),
  );

/** An answer of the GraphQL API. */
export const graph = (data: unknown): Step => ({ status: 200, body: { data } });

/** @param type one of GitHub's types of errors; they come with status 200 */
export const graphError = (type: string, message: string): Step => ({
  status: 200,
  body: { data: null, errors: [{ type, message }] },
});

export const clientOn = (
  steps: readonly Step[],
  change: Partial<GitHubClientOptions> = {},
): Transport & { readonly client: GitHubClient } => {
  const transport = createTransport(steps, change);
  return { ...transport, client: createGitHubClient({ ...transport.options, token: 'ghs_secret' }) };
};
