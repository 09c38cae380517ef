import { expect, test } from 'vitest';
import { type NetworkError, networkError } from '../src/network-error.ts';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });
const looped = coded('');
looped.cause = looped;

test.each<[string, unknown, Partial<NetworkError> | undefined]>([
  ['refused', fetchFailed(coded('ECONNREFUSED')), { kind: 'not-sent', code: 'ECONNREFUSED' }],
  ['no such name', fetchFailed(coded('ENOTFOUND')), { kind: 'not-sent', code: 'ENOTFOUND' }],
  ['no connection in time', fetchFailed(coded('UND_ERR_CONNECT_TIMEOUT')), { kind: 'not-sent' }],
  [
    'a connect that timed out',
    Object.assign(coded('ETIMEDOUT'), { syscall: 'connect' }),
    { kind: 'not-sent', code: 'ETIMEDOUT' },
  ],
  ['a read that timed out', coded('ETIMEDOUT'), { kind: 'unknown' }],
  ['reset', fetchFailed(coded('ECONNRESET')), { kind: 'unknown', code: 'ECONNRESET' }],
  ['closed', new TypeError('terminated', { cause: coded('UND_ERR_SOCKET') }), { kind: 'unknown' }],
  [
    'every address refused',
    fetchFailed(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')])),
    { kind: 'not-sent', code: 'ECONNREFUSED' },
  ],
  [
    'one address may have heard it',
    fetchFailed(new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')])),
    { kind: 'unknown', code: 'ECONNRESET' },
  ],
  ['expired', fetchFailed(coded('CERT_HAS_EXPIRED')), { kind: 'tls', code: 'CERT_HAS_EXPIRED' }],
  ['private authority', coded('SELF_SIGNED_CERT_IN_CHAIN'), { kind: 'tls' }],
  ['chain incomplete', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), { kind: 'tls' }],
  ['other name', coded('ERR_TLS_CERT_ALTNAME_INVALID'), { kind: 'tls' }],
  ['no TLS there', coded('ERR_SSL_WRONG_VERSION_NUMBER'), { kind: 'tls' }],
  ['a proxy with another name', coded('UND_ERR_PRX_TLS'), { kind: 'tls' }],
  ['deadline', new DOMException('x', 'TimeoutError'), { kind: 'unknown', code: 'no answer in time' }],
  ['too many headers', coded('HPE_HEADER_OVERFLOW'), { kind: 'headers' }],
  ['not HTTP', coded('HPE_INVALID_CONSTANT'), { kind: 'unknown' }],
  [
    "Node's words for a proxy that refuses",
    coded('ERR_PROXY_TUNNEL', 'Failed to establish tunnel to a:443 via http://p: HTTP/1.1 407 Login'),
    { kind: 'proxy', code: 'the proxy answered 407' },
  ],
  [
    "Node's words for a proxy that cannot",
    coded('ERR_PROXY_TUNNEL', 'Failed to establish tunnel to a:443 via http://p: HTTP/1.0 504 Gateway'),
    { kind: 'not-sent', code: 'the proxy answered 504' },
  ],
  ['words of the standard', new TypeError('fetch failed'), { kind: 'unknown' }],
  ['cancelled', new DOMException('x', 'AbortError'), undefined],
  ['a mistake', new TypeError('x is not a function'), undefined],
  ['a disk that is full', coded('ENOSPC'), undefined],
  ['its own cause', looped, undefined],
  ['no error', 'ECONNRESET', undefined],
])('%s', (_, error, expected) => {
  if (expected === undefined) expect(networkError(error)).toBeUndefined();
  else expect(networkError(error)).toMatchObject(expected);
});
