/**
 * Package URLs of ignore files, taken apart and compared as Trivy does it (github.com/package-url/packageurl-go): that
 * differs between implementations, in what is lower-cased and what is refused.
 * https://github.com/package-url/purl-spec
 */

export type PackagePattern = {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  /** Empty: any. */
  readonly version: string;
  readonly qualifiers: ReadonlyMap<string, string>;
  /** Empty: any. */
  readonly subpath: string;
};

/** UTF-16 units. */
const MAX_LENGTH = 2000;

/** Names and namespaces of these have no case. */
const LOWER_NAMESPACES = new Set([
  'alpm',
  'apk',
  'bitbucket',
  'composer',
  'deb',
  'github',
  'golang',
  'qpkg',
  'rpm',
]);
const LOWER_NAMES = new Set([
  'alpm',
  'apk',
  'bitbucket',
  'bitnami',
  'chrome-extension',
  'composer',
  'deb',
  'github',
  'golang',
]);
/** Types with rules of their own, which no image scan reports: what is meant by them is not guessed. */
const UNKNOWN_TYPES = new Set([
  'chrome-extension',
  'cpan',
  'huggingface',
  'julia',
  'mlflow',
  'otp',
  'vscode-extension',
]);

/** undefined when Trivy would refuse it, or when it is of a kind that is not known here. */
export function parsePackagePattern(text: string): PackagePattern | undefined {
  if (text.length > MAX_LENGTH || text.slice(0, 4).toLowerCase() !== 'pkg:') return undefined;
  const [beforeSubpath, subpath = ''] = cutAt(text.slice(4).replace(/^\/+/, ''), '#');
  const [beforeQuery, query = ''] = cutAt(beforeSubpath, '?');
  const [rawType, rest] = cutAt(beforeQuery, '/');
  const type = rawType.toLowerCase();
  if (rest === undefined || !/^[a-z.+-][a-z0-9.+-]*$/.test(type) || UNKNOWN_TYPES.has(type)) return undefined;
  if (subpath.split('/').some((segment, index) => index > 0 && /^\.\.?$/.test(segment))) return undefined;
  const qualifiers = parseQualifiers(query);
  const named = parseName(type, rest);
  if (qualifiers === undefined || named === undefined) return undefined;
  if (type === 'swift' && named.namespace === '') return undefined;
  return { type, ...named, qualifiers, subpath: trimSlashes(subpath) };
}

const cutAt = (text: string, mark: string): readonly [string, string | undefined] => {
  const index = text.indexOf(mark);
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
};

function trimSlashes(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === '/') from += 1;
  while (to > from && text[to - 1] === '/') to -= 1;
  return text.slice(from, to);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parseName(
  type: string,
  rest: string,
): Pick<PackagePattern, 'namespace' | 'name' | 'version'> | undefined {
  if (type !== 'npm' && rest.startsWith('@')) return undefined;
  const at = rest.lastIndexOf('@');
  const path = at > 0 ? rest.slice(0, at) : rest;
  const version = decode(at > 0 ? rest.slice(at + 1) : '');
  const slash = path.lastIndexOf('/');
  const name = decode(path.slice(slash + 1));
  const segments = path
    .slice(0, Math.max(slash, 0))
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  if (version === undefined || !name || segments.includes(undefined)) return undefined;
  const namespace = segments.join('/');
  return {
    namespace: LOWER_NAMESPACES.has(type) ? namespace.toLowerCase() : namespace,
    name:
      type === 'pypi'
        ? name.replaceAll('_', '-').toLowerCase()
        : LOWER_NAMES.has(type)
          ? name.toLowerCase()
          : name,
    version,
  };
}

function parseQualifiers(query: string): ReadonlyMap<string, string> | undefined {
  const qualifiers = new Map<string, string>();
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [rawKey, rawValue = ''] = cutAt(pair, '=');
    const key = rawKey.toLowerCase();
    const value = decode(rawValue);
    if (pair.includes(';') || !/^[a-z._-][a-z0-9._-]*$/.test(key) || value === undefined) return undefined;
    // An empty value counts as none.
    if (value === '') continue;
    if (qualifiers.has(key)) return undefined;
    qualifiers.set(key, value);
  }
  return qualifiers;
}

/**
 * Whether a package is one of those that are meant: type, namespace and name must agree; version, subpath and each
 * qualifier only where the meant one names them.
 */
export const matchesPackage = (meant: PackagePattern, actual: PackagePattern): boolean =>
  meant.type === actual.type &&
  meant.namespace === actual.namespace &&
  meant.name === actual.name &&
  (meant.version === '' || meant.version === actual.version) &&
  (meant.subpath === '' || meant.subpath === actual.subpath) &&
  [...meant.qualifiers].every(([key, value]) => actual.qualifiers.get(key) === value);
