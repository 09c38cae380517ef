/** Package URLs: `pkg:type/namespace/name@version?qualifiers#subpath`. https://github.com/package-url/purl-spec */
import { PackageURL } from 'packageurl-js';

export type Purl = {
  /** `deb`, `npm`, `golang` … */
  readonly type: string;
  /** Namespace and name, decoded: `@babel/core`, `debian/libssl3`. */
  readonly name: string;
  readonly version: string | undefined;
  readonly qualifiers: ReadonlyMap<string, string>;
};

/**
 * Undefined when the text is not a package URL. Taken apart and not judged: scanners write some that lack what the rules
 * of their type ask for, such as the namespace of a jar.
 */
export function parsePurl(text: string): Purl | undefined {
  try {
    const [type, namespace, name, version, qualifiers] = PackageURL.parseString(text);
    if (!type || !name) return undefined;
    return {
      type: type.toLowerCase(),
      name: namespace ? `${namespace}/${name}` : name,
      version,
      qualifiers: new Map(new URLSearchParams(qualifiers)),
    };
  } catch {
    return undefined;
  }
}

/**
 * Whether a package is the one that is meant: type, namespace and name must agree; version and each qualifier only where
 * the meant one names them.
 */
export function matchesPurl(meant: Purl, actual: Purl): boolean {
  if (meant.type !== actual.type || meant.name !== actual.name) return false;
  if (meant.version !== undefined && meant.version !== actual.version) return false;
  return [...meant.qualifiers].every(([key, value]) => actual.qualifiers.get(key) === value);
}
