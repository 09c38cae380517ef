/** What `uses:` of a job or a step names. */

export type Source =
  /** `./path`, of a step: in the workspace */
  | { readonly kind: 'workspace'; readonly path: string }
  /** `$/path`: in the repository and at the commit of the file that it stands in */
  | { readonly kind: 'same'; readonly path: string }
  | { readonly kind: 'repository'; readonly repository: string; readonly path: string; readonly ref: string }
  | { readonly kind: 'docker'; readonly image: string }
  | { readonly kind: 'unknown' };

const clean = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

export function parseUses(uses: string): Source {
  if (uses.startsWith('docker://')) return { kind: 'docker', image: uses.slice('docker://'.length) };
  const at = uses.lastIndexOf('@');
  const leavesItself = uses
    .slice(0, at < 0 ? undefined : at)
    .split('/')
    .includes('..');
  if (uses.startsWith('./') || uses === '.') return { kind: 'workspace', path: uses };
  if (leavesItself) return { kind: 'unknown' };
  // The commit is that of the file: another one cannot be named.
  if (uses.startsWith('$/'))
    return at < 0 ? { kind: 'same', path: clean(uses.slice(2)) } : { kind: 'unknown' };
  const [owner, name, ...rest] = uses.slice(0, Math.max(at, 0)).split('/');
  const ref = uses.slice(at + 1);
  if (at < 0 || !owner || !name || ref === '') return { kind: 'unknown' };
  return { kind: 'repository', repository: `${owner}/${name}`, path: clean(rest.join('/')), ref };
}

const WORKFLOW_PATH = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** A called workflow: `./` and `$/` both mean the repository and commit of the calling file. */
export function parseCall(
  uses: string,
): { readonly repository: string | undefined; readonly path: string; readonly ref: string } | undefined {
  const local = uses.startsWith('./') || uses.startsWith('$/') ? uses.slice(2) : undefined;
  if (local !== undefined)
    return WORKFLOW_PATH.test(local) ? { repository: undefined, path: local, ref: '' } : undefined;
  const source = parseUses(uses);
  if (source.kind !== 'repository' || !WORKFLOW_PATH.test(source.path)) return undefined;
  return { repository: source.repository, path: source.path, ref: source.ref };
}
