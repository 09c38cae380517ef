/** YAML documents as plain data, with a hand for what may be missing anywhere in them. */
import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LIKE_GO } from '../manifests.ts';

export type Data = Readonly<Record<string, unknown>>;

/** Characters of one file. */
const LONGEST = 1024 * 1024;
const MOST = 200;

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path of keys; undefined when anything on the way is no object. */
export const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (inner, key) => (isData(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );

export const textAt = (value: unknown, ...keys: readonly string[]): string | undefined => {
  const found = at(value, ...keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

export const listAt = (value: unknown, ...keys: readonly string[]): readonly unknown[] => {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
};

/** The objects in a file; none of what cannot be read. */
export function documentsIn(text: string): readonly Data[] {
  if (text.length > LONGEST) return [];
  try {
    const documents = parseAllDocuments(text, {
      ...{ version: '1.1', customTags: LIKE_GO, uniqueKeys: false, logLevel: 'silent' },
    });
    return [...documents].slice(0, MOST).flatMap((document) => {
      const value: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
      return isData(value) ? [value] : [];
    });
  } catch {
    return [];
  }
}

/** Whether a deployer may stand in a text: only those are parsed. */
export const mayHoldDeployer = (text: string): boolean =>
  ['Application', 'HelmRelease', 'ConfigMap', 'configMapGenerator', 'GitRepository'].some((word) =>
    text.includes(word),
  );

/** A path below the root without `.` and slashes around; undefined for one that leaves it. */
export function inRepository(path: string): string | undefined {
  const plain = posix.normalize(path).replace(/^\/+|\/+$/g, '');
  return plain === '..' || plain.startsWith('../') ? undefined : plain === '.' ? '' : plain;
}

/** Whether an address is that of a repository, by HTTPS or SSH, whatever the host. */
export function isAddressOf(address: string, repository: string): boolean {
  const plain = address
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
  return ['/', ':'].some((before) => plain.endsWith(`${before}${repository.toLowerCase()}`));
}
