import http, { type IncomingMessage, type ServerResponse } from 'node:http';

export type Target = { readonly port: number; readonly host?: string } | { readonly socketPath: string };

/** RFC 9110 section 7.6.1, and `expect`, which the proxy has already answered. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'expect',
]);

/** Name and value alternate, as in IncomingMessage.rawHeaders. */
function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = '', value = ''] = raw.slice(i, i + 2);
    if (!HOP_BY_HOP.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/**
 * Passes a request on and its answer back, both as streams. One connection per request: on loopback it costs a
 * fraction of a millisecond, and there is no idle connection that the upstream may close at the wrong moment.
 * @param onError hears why the upstream failed; the client gets 502, or a broken connection when the answer had begun
 */
export function forward(
  target: Target,
  request: IncomingMessage,
  response: ServerResponse,
  forwarded: Readonly<Record<string, string>>,
  onError: (error: Error) => void,
): void {
  const upstream = http.request({
    ...('port' in target ? { host: '127.0.0.1', ...target } : target),
    agent: false,
    method: request.method,
    path: request.url,
    headers: [...endToEnd(request.rawHeaders), ...Object.entries(forwarded).flat()],
    setDefaultHeaders: false,
  });
  let answered = false;
  upstream.on('response', (answer) => {
    answered = true;
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
    answer.on('error', (error) => {
      onError(error);
      response.destroy();
    });
    answer.pipe(response);
  });
  upstream.on('error', (error) => {
    // An upstream may answer early and close while the client still sends: that is no error.
    request.unpipe(upstream);
    request.resume();
    if (answered || response.destroyed) return;
    onError(error);
    response.writeHead(502, { 'content-type': 'text/plain' });
    response.end(`the upstream of this host failed: ${error.message}\n`);
  });
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  request.pipe(upstream);
}
