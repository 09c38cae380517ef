import type { OutgoingHttpHeaders } from 'node:http';
import { type Handler, requestUrl, send } from './http.ts';

/** Something that goes wrong on purpose. */
export type Fault = {
  /** Any host when absent. */
  readonly host?: string;
  readonly method?: string;
  /** Matched against the path without query. */
  readonly path?: RegExp;
  /** How many matching requests it hits; one when absent. */
  readonly times?: number;
  /** Matching requests to let through first. */
  readonly after?: number;
} & (
  | { readonly status: number; readonly body?: string; readonly headers?: OutgoingHttpHeaders }
  /** The connection breaks: before anything happened, or after the work was done and nobody heard of it. */
  | { readonly reset: 'before' | 'after' }
);

/** The secondary rate limit in GitHub's words. */
export const secondaryLimit = (retryAfter: number): Fault => ({
  status: 403,
  headers: { 'retry-after': String(retryAfter), 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({
    message:
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.',
    documentation_url:
      'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
    status: '403',
  }),
});

export type Faults = {
  inject(fault: Fault): void;
  clear(): void;
  /** Puts itself between a host and its requests. */
  wrap(host: string, handler: Handler): Handler;
};

export function createFaults(): Faults {
  const planned: { readonly fault: Fault; skip: number; left: number }[] = [];
  const next = (host: string, method: string, path: string): Fault | undefined => {
    for (const entry of planned) {
      const { fault } = entry;
      if (fault.host !== undefined && fault.host !== host) continue;
      if (fault.method !== undefined && fault.method !== method) continue;
      if (fault.path !== undefined && !fault.path.test(path)) continue;
      if (entry.left === 0) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      return fault;
    }
    return undefined;
  };
  return {
    inject: (fault) => planned.push({ fault, skip: fault.after ?? 0, left: fault.times ?? 1 }),
    clear: () => planned.splice(0),
    wrap: (host, handler) => (request, response) => {
      const fault = next(host, request.method ?? '', requestUrl(request).pathname);
      if (fault === undefined) return handler(request, response);
      if ('status' in fault) {
        request.resume();
        return send(response, fault.status, fault.body ?? '', fault.headers ?? {});
      }
      if (fault.reset === 'before') return void request.socket.destroy();
      // The work is done as always; its answer never leaves.
      response.write = () => true;
      response.writeHead = () => response;
      response.end = () => {
        request.socket.destroy();
        return response;
      };
      return handler(request, response);
    },
  };
}
