/** What the failure of a connection means for the request that was on it. */

/**
 * - `not-sent`: no connection was made, so nothing was asked; another attempt may work
 * - `unknown`: the connection broke, or no answer came: the request may have been carried out
 * - `tls`: the other side is not who it should be; another attempt does not change that
 * - `proxy`: the proxy refuses this request or its login; nothing was asked
 * - `headers`: an answer came with more headers than are read
 */
export type NetworkErrorKind = 'not-sent' | 'unknown' | 'tls' | 'proxy' | 'headers';

export type NetworkError = {
  readonly kind: NetworkErrorKind;
  /** A code of Node, OpenSSL or undici (`ECONNRESET`), or a few words where there is none. */
  readonly code: string;
};

const NOT_SENT = new Set([
  'EAI_AGAIN',
  'EADDRNOTAVAIL',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const UNKNOWN = new Set([
  'ECONNABORTED',
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_SOCKET',
]);

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes, and what Node and OpenSSL say of a handshake. */
const TLS =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|ERROR_IN_CERT_|ERR_OSSL_|ERR_SSL_|ERR_TLS_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|SELF_SIGNED_|UNABLE_TO_|EPROTO$|UND_ERR_PRX_TLS$)/;

const HEADERS = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW']);

/** The answer of a proxy stands in the message only: undici's for CONNECT and for absolute addresses, and Node's. */
const PROXY_STATUS =
  /^Proxy response \((\d{3})\) !== 200|^Proxy Authentication Required \((407)\)|^Failed to establish tunnel to .* HTTP\/1\.[01] (\d{3})/;

/** Deeper than anybody nests; an error may be its own cause. */
const MAX_DEPTH = 10;

/**
 * What went wrong on the network, through all causes of an error; undefined for one that has nothing to do with it: a
 * mistake in a program, or the cancellation of a job.
 */
export function networkError(error: unknown): NetworkError | undefined {
  const found = [...causes(error, 0)].map(classify).filter((each) => each !== undefined);
  // Several addresses of one host were tried. The one that may have got the request decides.
  const decided = found.find(({ kind }) => kind === 'unknown' || kind === 'headers') ?? found[0];
  return decided ?? (isFetchFailure(error) ? { kind: 'unknown', code: 'the connection failed' } : undefined);
}

function* causes(error: unknown, depth: number): Generator<Error> {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return;
  yield error;
  if (error instanceof AggregateError)
    for (const each of error.errors.slice(0, MAX_DEPTH)) yield* causes(each, depth + 1);
  yield* causes(error.cause, depth + 1);
}

function classify(error: Error): NetworkError | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = Number(PROXY_STATUS.exec(error.message.slice(0, 1000))?.slice(1).find(Boolean) ?? 0);
  if (status > 0) {
    const passing = status === 408 || status === 429 || status >= 500;
    return { kind: passing ? 'not-sent' : 'proxy', code: `the proxy answered ${status}` };
  }
  if (error.name === 'TimeoutError') return { kind: 'unknown', code: 'no answer in time' };
  if (NOT_SENT.has(code)) return { kind: 'not-sent', code };
  if (code === 'ETIMEDOUT' && 'syscall' in error && error.syscall === 'connect')
    return { kind: 'not-sent', code };
  if (UNKNOWN.has(code)) return { kind: 'unknown', code };
  if (TLS.test(code)) return { kind: 'tls', code };
  if (HEADERS.has(code)) return { kind: 'headers', code };
  // What llhttp cannot read: the answer of something that speaks no HTTP.
  return code.startsWith('HPE_') ? { kind: 'unknown', code } : undefined;
}

/** The standard's words when it does not say more. */
const isFetchFailure = (error: unknown): boolean =>
  error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated');
