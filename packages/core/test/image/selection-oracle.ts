/**
 * The rule of selection once more, as a judge: entries are compared one by one as texts of all that a host takes, best
 * first, instead of by ranks. Written from the documentation of containerd's platforms package, without the module.
 */
import type { RuntimeFields, SelectionRule } from '../../src/image/runtime-selection.ts';

type Entry = { readonly announced: RuntimeFields | undefined; readonly configured: RuntimeFields };

const ARM = ['arm v5', 'arm v6', 'arm v7', 'arm v8'];
const ARM64 = ['v8', 'v8.1', 'v8.2', 'v8.3', 'v8.4', 'v8.5', 'v8.6', 'v8.7', 'v8.8', 'v8.9'];
const ARM64_9 = ['v9', 'v9.1', 'v9.2', 'v9.3', 'v9.4', 'v9.5', 'v9.6', 'v9.7'];
const AMD64 = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'v10'];

/** One word for a processor; what is left out is written out. */
function processor({ architecture, variant = '' }: RuntimeFields): string {
  const name = architecture.toLowerCase();
  const level = variant.toLowerCase();
  if (name === 'i386') return '386 ';
  if (name === 'x86_64' || name === 'amd64') return `amd64 ${level || 'v1'}`;
  if (name === 'armhf') return 'arm v7';
  if (name === 'arm') return `arm ${/^[5-8]$/.test(level) ? `v${level}` : level || 'v7'}`;
  if (name === 'aarch64' || name === 'arm64')
    return `arm64 ${level === '' || level === '8' || level === 'v8.0' ? 'v8' : level}`;
  return `${name} ${level}`;
}

/** What a processor runs, the best first. */
function takes(host: string): readonly string[] {
  const [name = '', level = ''] = host.split(' ');
  if (name === 'amd64') {
    const upTo = AMD64.slice(0, AMD64.indexOf(level) + 1).reverse();
    return [...(upTo.length === 0 ? [host] : upTo.map((each) => `amd64 ${each}`)), '386 '];
  }
  if (name === 'arm') {
    if (level === 'v10' || level === 'v9')
      return [...(level === 'v10' ? ['arm v10'] : []), 'arm v9', ...ARM.toReversed()];
    const at = ARM.indexOf(host);
    return at === -1 ? [host] : ARM.slice(0, at + 1).toReversed();
  }
  if (name !== 'arm64') return [host];
  const nine = ARM64_9.slice(0, ARM64_9.indexOf(level) + 1).reverse();
  const eight =
    nine.length > 0
      ? ARM64.slice(0, nine.length + 5).reverse()
      : ARM64.slice(0, ARM64.indexOf(level) + 1).reverse();
  if (nine.length + eight.length === 0) return [];
  return [...[...nine, ...eight].map((each) => `arm64 ${each}`), ...ARM.toReversed()];
}

const numbers = (version: string | undefined) => {
  const parts = (version ?? '').split('.');
  return parts.length < 3 || parts.slice(0, 3).some((each) => !/^\d+$/.test(each))
    ? undefined
    : parts.map(Number);
};

function runsVersion(host: string | undefined, image: string | undefined): boolean {
  const own = numbers(host);
  if (own === undefined || !image) return true;
  const theirs = numbers(image);
  if (theirs === undefined || own[0] !== theirs[0] || own[1] !== theirs[1]) return false;
  const [ours = 0, other = 0] = [own[2], theirs[2]];
  const releases = [20348, 26100];
  if (ours < 20348) return ours === other;
  const before = releases.filter((each) => each < ours).at(-1) ?? 20348;
  return other >= before && other <= ours;
}

const system = ({ os }: RuntimeFields) => os.toLowerCase();

/** Where an image stands in what a host takes. */
function place(
  image: RuntimeFields,
  host: RuntimeFields,
  list: readonly string[],
  ignoreFeatures = false,
): number {
  if (system(image) !== system(host)) return -1;
  const windows = system(host) === 'windows';
  if (windows && !runsVersion(host['os.version'], image['os.version'])) return -1;
  const wanted = ignoreFeatures ? [] : (image['os.features'] ?? []);
  if (wanted.some((each) => !host['os.features']?.includes(each) && !(windows && each === 'win32k')))
    return -1;
  return list.indexOf(processor(image));
}

/** The place of the entry that is taken. */
export function oracle(
  index: readonly Entry[],
  host: RuntimeFields,
  rule: SelectionRule,
): number | undefined {
  const list = rule === 'fitting' || rule === 'preferred' ? takes(processor(host)) : [processor(host)];
  /** Whether a is taken rather than b, which stands before it. */
  const better = (a: RuntimeFields, b: RuntimeFields): boolean => {
    const [one, two] = [place(a, host, list), place(b, host, list)];
    if (rule === 'newest')
      return one !== -1 && (two === -1 || (a['os.version'] ?? '') > (b['os.version'] ?? ''));
    if (one !== -1 && two !== -1)
      return one < two || (one === two && (a['os.features']?.length ?? 0) > (b['os.features']?.length ?? 0));
    if (one !== -1 || two !== -1) return one !== -1;
    const [three, four] = [place(a, host, list, true), place(b, host, list, true)];
    return three !== -1 && (four === -1 || three < four);
  };
  let best: number | undefined;
  for (const [at, { announced }] of index.entries()) {
    const taken = best === undefined ? undefined : index[best]?.announced;
    if (announced === undefined) best ??= at;
    else if (rule !== 'preferred' && place(announced, host, list) === -1) continue;
    else if (best === undefined || taken === undefined || better(announced, taken)) best = at;
  }
  if (best === undefined) return undefined;
  const chosen = index[best];
  if (chosen === undefined || chosen.announced !== undefined || rule === 'preferred') return best;
  return place(chosen.configured, host, list) === -1 ? undefined : best;
}
