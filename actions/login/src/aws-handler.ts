/** How the AWS SDK sends requests here: by the one fetch, with the proxies and authorities of the runner. */
import { Readable } from 'node:stream';
import type { Runtime } from '@sealift/action-kit/action';
import { remoteFailure } from '@sealift/core/failure';
import { readBody } from '@sealift/net/body';
import { startDeadline } from '@sealift/net/deadline';

/** What of the SDK's request counts. https://github.com/smithy-lang/smithy-typescript/tree/main/packages/types */
type SdkRequest = {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** Milliseconds of one attempt. */
const DEADLINE = 30_000;
/** Bytes. */
const MAX_ANSWER = 1024 * 1024;

export function fetchHandler({ fetch, signal }: Pick<Runtime, 'fetch' | 'signal'>) {
  return {
    async handle(request: SdkRequest) {
      const response = await fetch(addressOf(request), {
        method: request.method,
        headers: withoutHost(request.headers),
        redirect: 'error',
        signal: startDeadline(DEADLINE, signal).signal,
        ...(request.body === undefined ? {} : { body: request.body as string | Uint8Array<ArrayBuffer> }),
      });
      const bytes = await readBody(response, MAX_ANSWER);
      if (bytes === undefined)
        throw remoteFailure({
          code: 'login/unavailable',
          cause: `${request.hostname} answered with more than ${MAX_ANSWER} bytes.`,
          remedy: 'Check what answers for that name.',
        });
      return {
        response: {
          statusCode: response.status,
          reason: response.statusText,
          headers: Object.fromEntries(response.headers),
          body: Readable.from([Buffer.from(bytes)]),
        },
      };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
}

function addressOf({ protocol, hostname, port, path, query = {} }: SdkRequest): URL {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, values] of Object.entries(query))
    for (const value of [values ?? ''].flat()) url.searchParams.append(name, value);
  return url;
}

/** fetch writes it itself, from the address. */
const withoutHost = (headers: SdkRequest['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host'));
