import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { buffer } from 'node:stream/consumers';

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Init = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeout?: number;
};

/** A client like a child of the rehearsal: it knows the proxy and the certificate authority, nothing else. */
export function createClient(proxyUrl: string, ca: string) {
  const proxyEnv = { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl };
  const agents = {
    'https:': new https.Agent({ keepAlive: true, proxyEnv, ca }),
    'http:': new http.Agent({ keepAlive: true, proxyEnv }),
  };
  const request = (address: string, init: Init = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const url = new URL(address);
      const secure = url.protocol === 'https:';
      const call = (secure ? https : http).request(url, {
        agent: agents[secure ? 'https:' : 'http:'],
        method: init.method ?? 'GET',
        headers: init.headers ?? {},
      });
      if (init.timeout !== undefined)
        call.setTimeout(init.timeout, () => call.destroy(new Error('timed out')));
      call.on('error', reject);
      call.on('response', (response) => {
        buffer(response).then(
          (body) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: body.toString() }),
          reject,
        );
      });
      call.end(init.body);
    });
  return {
    request,
    close() {
      agents['https:'].destroy();
      agents['http:'].destroy();
    },
  };
}
