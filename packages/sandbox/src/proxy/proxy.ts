import { X509Certificate } from 'node:crypto';
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { configurationFailure, internalFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Service } from '../process.ts';
import {
  applyFault,
  createFaults,
  describeFault,
  type Faults,
  type Injected,
  type Injection,
} from './faults.ts';
import { forward, type Target } from './forward.ts';
import { CHALLENGE, isLoggedIn, type ProxyLogin, proxyAddress } from './login.ts';
import { createRefusals, type Refusals, type Refused } from './refusals.ts';
import { createRequestLog, type RequestLog, type RequestRecord } from './request-log.ts';
import { createRouteTable, type Routes, type RouteTable } from './routes.ts';
import { tunnelOutside } from './tunnel.ts';

export type ProxyOptions = {
  /** Host name (`*.` for one label) → who answers. More can be added by {@link ProxyServer.route}. */
  readonly hosts: ReadonlyMap<string, Routes>;
  /** PEM key and chain that cover all hosts. */
  readonly tls: { readonly key: string; readonly certificate: string };
  /** Hosts that may be reached for real. Without it nothing leaves. */
  readonly passThrough?: (host: string, port: number) => boolean;
  /** Without it nobody is served. */
  readonly login?: ProxyLogin;
  /** How many requests are kept in {@link ProxyServer.requests}. */
  readonly keep?: number;
};

export type ProxyServer = Service & {
  readonly port: number;
  /** For HTTPS_PROXY and HTTP_PROXY, with the login in it. */
  readonly proxyUrl: string;
  /** Adds or replaces a host. @throws Failure `internal` when the certificate does not cover it */
  route(host: string, routes: Routes): void;
  inject(injection: Injection): Injected;
  clearFaults(): void;
  readonly requests: readonly RequestRecord[];
  clearRequests(): void;
  readonly refused: Refused;
  /** How many wanted something without the login, or with a wrong one: places → times. */
  readonly unauthenticated: Refused;
};

/** Where a decrypted connection wanted to go, and the connection below it. */
type Tunnel = { readonly host: string; readonly connection: Socket };

/** Clients in Go keep connections without asking how long they may. */
const KEEP_ALIVE = 600_000;

/** What the parts of one proxy share. */
type State = {
  readonly routes: RouteTable;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly refusals: Refusals;
  readonly login: ProxyLogin | undefined;
  readonly strangers: Refusals;
  /** Where decrypted connections wanted to go. */
  readonly tunnels: WeakMap<object, Tunnel>;
  readonly open: Set<Socket>;
  readonly stopping: AbortController;
  readonly secureContext: SecureContext;
  readonly passThrough: (host: string, port: number) => boolean;
};

/**
 * A proxy that ends TLS itself, so that programs started with HTTPS_PROXY and SSL_CERT_FILE find loopback servers
 * under production names. HTTP/1.1 only. Bodies are streamed both ways, never held.
 * @throws Failure `sandbox/no-listener` when no loopback port can be opened
 */
export async function startProxy(options: ProxyOptions): Promise<ProxyServer> {
  const certificate = new X509Certificate(options.tls.certificate);
  const state: State = {
    routes: createRouteTable(),
    faults: createFaults(),
    log: createRequestLog(options.keep ?? 10_000),
    refusals: createRefusals(),
    login: options.login,
    strangers: createRefusals(),
    tunnels: new WeakMap(),
    open: new Set(),
    stopping: new AbortController(),
    secureContext: createSecureContext({ key: options.tls.key, cert: options.tls.certificate }),
    passThrough: options.passThrough ?? (() => false),
  };
  const route = (host: string, list: Routes) => {
    if (certificate.checkHost(host.replace(/^\*/, 'any')) === undefined)
      throw internalFailure({
        code: 'sandbox/foreign-host',
        cause: `The certificate of the proxy does not cover ${host}.`,
        remedy: 'Name the host when the keys are made.',
      });
    state.routes.set(host, list);
  };
  for (const [host, list] of options.hosts) route(host, list);
  const server = createServer(state);
  const port = await listen(server);
  return {
    name: 'proxy',
    port,
    proxyUrl: proxyAddress(port, options.login),
    route,
    inject: state.faults.inject,
    clearFaults: state.faults.clear,
    requests: state.log.records,
    clearRequests: state.log.clear,
    refused: state.refusals.refused,
    unauthenticated: state.strangers.refused,
    async stop() {
      state.stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of state.open) socket.destroy();
      await closed;
    },
  };
}

function createServer(state: State): Server {
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: 0, noDelay: true });
  server.on('connection', (socket) => {
    if (!(socket instanceof TLSSocket)) track(state, socket);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('request', (request, response) => {
    const tunnel = state.tunnels.get(request.socket);
    if (tunnel === undefined) answerPlain(state, request, response);
    else void answer(state, request, response, { ...tunnel, protocol: 'https' });
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    connect(state, server, request, socket, head),
  );
  return server;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    throw configurationFailure({
      code: 'sandbox/no-listener',
      cause: 'The proxy cannot listen on 127.0.0.1.',
      remedy: 'Allow this user to open loopback ports.',
      error,
    });
  });
  return (server.address() as AddressInfo).port;
}

function track({ open }: State, socket: Socket): void {
  open.add(socket);
  socket.once('close', () => open.delete(socket));
  // What a peer does to its connection is its own affair.
  socket.on('error', () => socket.destroy());
}

/** A request over HTTP. A proxy request carries the whole URL; a client that resolves the name to us has it in Host. */
function answerPlain(state: State, request: IncomingMessage, response: ServerResponse): void {
  const text = request.url?.startsWith('/')
    ? `http://${request.headers.host ?? ''}${request.url}`
    : request.url;
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  const host = url?.hostname ?? '';
  const port = Number(url?.port || 80);
  const known = state.routes.knows(host);
  if (!isLoggedIn(request, state.login)) {
    state.strangers.add(host || 'unknown', port);
    request.resume();
    response.writeHead(407, { 'proxy-authenticate': CHALLENGE }).end();
    return;
  }
  if (url?.protocol !== 'http:' || (!known && !state.passThrough(host, port))) {
    const place = state.refusals.add(host || 'unknown', port);
    request.resume();
    response.writeHead(403, { 'content-type': 'text/plain' });
    response.end(`${place} is not part of this rehearsal\n`);
    return;
  }
  request.url = `${url.pathname}${url.search}`;
  const tunnel = { host, connection: request.socket, protocol: 'http' };
  void answer(state, request, response, tunnel, known ? undefined : { host, port });
}

/** CONNECT: TLS is ended here for hosts that are known. */
function connect(state: State, server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const [, host = '', portText = ''] =
    /^(\[[0-9a-f:]+\]|[\w.-]{1,253}):(\d{1,5})$/i.exec(request.url ?? '') ?? [];
  const port = Number(portText);
  const name = host.toLowerCase();
  if (!(socket instanceof net.Socket) || state.tunnels.has(socket)) {
    socket.destroy();
  } else if (!isLoggedIn(request, state.login)) {
    state.strangers.add(host === '' ? 'unknown' : name, port);
    socket.end(
      `HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${CHALLENGE}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
  } else if (port === 443 && state.routes.knows(name)) {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    const { secureContext } = state;
    const secure = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    state.tunnels.set(secure, { host: name, connection: socket });
    server.emit('connection', secure);
  } else if (host !== '' && state.passThrough(name, port)) {
    tunnelOutside(socket, head, host.replace(/^\[|\]$/g, ''), port, (remote) => track(state, remote));
  } else {
    const place = state.refusals.add(host === '' ? 'unknown' : name, port);
    // Clients written in Go show this phrase and nothing else.
    socket.end(`HTTP/1.1 403 ${place} is not part of this rehearsal\r\nContent-Length: 0\r\n\r\n`);
  }
}

/** @param outside where a request goes that no route is for */
async function answer(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  tunnel: Tunnel & { readonly protocol: string },
  outside?: Target,
): Promise<void> {
  const { host, connection, protocol } = tunnel;
  const notes: { fault?: string; error?: string } = {};
  state.log.follow(host, request, response, notes);
  const fault = await state.faults.take(host, request);
  if (fault !== undefined) {
    notes.fault = describeFault(fault);
    if (!(await applyFault(fault, request, response, connection, state.stopping.signal))) return;
  }
  const onError = (error: unknown) => {
    notes.error = singleLine(error instanceof Error ? error.message : String(error));
  };
  const upstream = outside ?? state.routes.find(host, request.url ?? '/');
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
}
