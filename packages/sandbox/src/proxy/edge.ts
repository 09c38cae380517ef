import { X509Certificate } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { configurationFailure, internalFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Service } from '../process.ts';
import { applyFault, createFaults, describeFault, type Injected, type Injection } from './faults.ts';
import { forward, type Target } from './forward.ts';
import { createRequestLog, type RequestRecord } from './request-log.ts';
import { createRouteTable, type Routes } from './routes.ts';

export type EdgeOptions = {
  /** Host name (`*.` for one label) → who answers. More can be added by {@link Edge.route}. */
  readonly hosts: ReadonlyMap<string, Routes>;
  /** PEM key and chain that cover all hosts. */
  readonly tls: { readonly key: string; readonly certificate: string };
  /** Hosts that may be reached for real. Without it nothing leaves. */
  readonly passThrough?: (host: string, port: number) => boolean;
  /** How many requests are kept in {@link Edge.requests}. */
  readonly keep?: number;
};

/** Hosts that something wanted to reach and could not, as `host:port` → times. */
export type Refusals = ReadonlyMap<string, number>;

export type Edge = Service & {
  readonly port: number;
  /** For HTTPS_PROXY and HTTP_PROXY. */
  readonly proxyUrl: string;
  /** Adds or replaces a host. @throws Failure `internal` when the certificate does not cover it */
  route(host: string, routes: Routes): void;
  inject(injection: Injection): Injected;
  clearFaults(): void;
  readonly requests: readonly RequestRecord[];
  clearRequests(): void;
  readonly refused: Refusals;
};

/** Where a decrypted connection wanted to go, and the connection below it. */
type Tunnel = { readonly host: string; readonly connection: Socket };

/** Distinct hosts remembered as refused: a scanner of names must not fill the memory. */
const MAX_REFUSED = 1_000;
/** Clients in Go keep connections without asking how long they may. */
const KEEP_ALIVE = 600_000;

/**
 * A proxy that ends TLS itself, so that programs started with HTTPS_PROXY and SSL_CERT_FILE find loopback servers
 * under production names. HTTP/1.1 only. Bodies are streamed both ways, never held.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { passThrough = () => false } = options;
  const certificate = new X509Certificate(options.tls.certificate);
  const secureContext = createSecureContext({ key: options.tls.key, cert: options.tls.certificate });
  const routes = createRouteTable();
  const faults = createFaults();
  const log = createRequestLog(options.keep ?? 10_000);
  const refused = new Map<string, number>();
  const tunnels = new WeakMap<object, Tunnel>();
  const open = new Set<Socket>();
  const stopping = new AbortController();

  const track = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // What a peer does to its connection is its own affair.
    socket.on('error', () => socket.destroy());
  };
  const refuse = (host: string, port: number): string => {
    const place = singleLine(`${host}:${port}`).slice(0, 300);
    if (refused.has(place) || refused.size < MAX_REFUSED) refused.set(place, (refused.get(place) ?? 0) + 1);
    return place;
  };
  const route = (host: string, list: Routes) => {
    if (certificate.checkHost(host.replace(/^\*/, 'any')) === undefined)
      throw internalFailure({
        cause: `The certificate of the edge does not cover ${host}.`,
        remedy: 'Name the host when the keys are made.',
      });
    routes.set(host, list);
  };
  for (const [host, list] of options.hosts) route(host, list);

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    place: Tunnel & { readonly protocol: string },
    outside?: Target,
  ) => {
    const { host, connection, protocol } = place;
    const notes: { fault?: string; error?: string } = {};
    log.follow(host, request, response, notes);
    const fault = await faults.take(host, request);
    if (fault !== undefined) {
      notes.fault = describeFault(fault);
      if (!(await applyFault(fault, request, response, connection, stopping.signal))) return;
    }
    const onError = (error: unknown) => {
      notes.error = singleLine(error instanceof Error ? error.message : String(error));
    };
    const upstream = outside ?? routes.find(host, request.url ?? '/');
    if (upstream === undefined) {
      request.resume();
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end(`nothing answers for this path of ${host} in this rehearsal\n`);
    } else if ('handler' in upstream) {
      try {
        await upstream.handler(request, response);
      } catch (error) {
        onError(error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      }
    } else {
      const forwarded = { 'X-Forwarded-Proto': protocol, 'X-Forwarded-Host': host };
      forward(upstream, request, response, outside === undefined ? forwarded : {}, onError);
    }
  };

  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: 0, noDelay: true });
  server.on('connection', (socket) => {
    if (socket instanceof TLSSocket) return;
    track(socket);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('request', (request, response) => {
    const tunnel = tunnels.get(request.socket);
    if (tunnel !== undefined) {
      void answer(request, response, { ...tunnel, protocol: 'https' });
      return;
    }
    // A plain proxy request carries the whole URL; a client that resolves the name to us has it in the Host field.
    const text = request.url?.startsWith('/')
      ? `http://${request.headers.host ?? ''}${request.url}`
      : request.url;
    const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
    const host = url?.hostname ?? '';
    const port = Number(url?.port || 80);
    const known = routes.knows(host);
    if (url?.protocol !== 'http:' || (!known && !passThrough(host, port))) {
      const place = refuse(host || 'unknown', port);
      request.resume();
      response.writeHead(403, { 'content-type': 'text/plain' });
      response.end(`${place} is not part of this rehearsal\n`);
      return;
    }
    request.url = `${url.pathname}${url.search}`;
    const place = { host, connection: request.socket, protocol: 'http' };
    void answer(request, response, place, known ? undefined : { host, port });
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [, host = '', portText = ''] =
      /^(\[[0-9a-f:]+\]|[\w.-]{1,253}):(\d{1,5})$/i.exec(request.url ?? '') ?? [];
    const port = Number(portText);
    const name = host.toLowerCase();
    if (!(socket instanceof net.Socket) || tunnels.has(socket)) {
      socket.destroy();
    } else if (port === 443 && routes.knows(name)) {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) socket.unshift(head);
      const secure = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
      tunnels.set(secure, { host: name, connection: socket });
      server.emit('connection', secure);
    } else if (host !== '' && passThrough(name, port)) {
      tunnelOutside(socket, head, host.replace(/^\[|\]$/g, ''), port, track);
    } else {
      const place = refuse(host === '' ? 'unknown' : name, port);
      // Clients written in Go show this phrase and nothing else.
      socket.end(`HTTP/1.1 403 ${place} is not part of this rehearsal\r\nContent-Length: 0\r\n\r\n`);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    throw configurationFailure({
      cause: 'The edge cannot listen on 127.0.0.1.',
      remedy: 'Allow this user to open loopback ports.',
      error,
    });
  });
  const { port } = server.address() as AddressInfo;

  return {
    name: 'edge',
    port,
    proxyUrl: `http://127.0.0.1:${port}`,
    route,
    inject: faults.inject,
    clearFaults: faults.clear,
    requests: log.records,
    clearRequests: log.clear,
    refused,
    async stop() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function tunnelOutside(
  client: Socket,
  head: Buffer,
  host: string,
  port: number,
  track: (socket: Socket) => void,
): void {
  const remote = net.connect(port, host);
  track(remote);
  remote.once('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) remote.write(head);
    remote.pipe(client);
    client.pipe(remote);
  });
  remote.once('error', (error) => {
    if (remote.bytesRead === 0) client.end(`HTTP/1.1 502 ${singleLine(error.message)}\r\n\r\n`);
  });
  remote.once('close', () => client.destroy());
  client.once('close', () => remote.destroy());
}
