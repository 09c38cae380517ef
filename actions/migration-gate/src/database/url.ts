/** The URL of the server that is used up. */
import { configurationFailure, type Failure } from '@sealift/core/failure';

export type DatabaseUrl = {
  /** What SQLAlchemy calls the driver, `postgresql+psycopg`; as it was given. */
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Where databases are made from. */
  readonly database: string;
};

const SCHEME = /^(?:postgres|postgresql)(?:\+[a-z0-9_]+)?$/;
const UNENCRYPTED = ['disable', 'allow', 'prefer'];

/**
 * @param text `postgresql://user:password@host:port/database`; a part of it never stands in a failure: it holds the password
 * @throws Failure `migration-gate/bad-url`
 */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const colon = text.indexOf('://');
  const scheme = text.slice(0, Math.max(0, colon));
  const url = SCHEME.test(scheme) ? URL.parse(`postgresql${text.slice(colon)}`) : null;
  if (url === null) throw bad('is not a URL of PostgreSQL');
  const host = url.searchParams.get('host') ?? decode(url.hostname).replace(/^\[(.*)\]$/, '$1');
  if (host === '') throw bad('names no host');
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && !UNENCRYPTED.includes(mode)) throw bad('asks for TLS, which the gate does not use');
  const others = [...url.searchParams.keys()].filter((name) => name !== 'host' && name !== 'sslmode');
  if (others.length > 0) throw bad('has parameters other than "host" and "sslmode"');
  const database = decode(url.pathname.slice(1));
  const user = decode(url.username);
  if (user === '' || database === '' || /\p{Cc}/u.test(user + database + host))
    throw bad('does not name user and database');
  return {
    scheme,
    host,
    port: url.port === '' ? 5432 : Number(url.port),
    user,
    password: decode(url.password),
    database,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw bad('has a "%" that is not followed by two hex digits of UTF-8 text');
  }
}

const bad = (what: string): Failure =>
  configurationFailure({
    code: 'migration-gate/bad-url',
    cause: `The input "database-url" ${what}.`,
    remedy:
      'Give postgresql://user:password@host:port/database of a server that is started for this job, without TLS.',
  });
