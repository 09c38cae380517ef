/**
 * Which entry of an index a runtime runs. Rules as of containerd (and Docker, which uses its packages):
 * - platforms: https://github.com/containerd/platforms/blob/09756f59cb1d6b3fb368f371043d36e634789537/compare.go
 * - the entry: https://github.com/containerd/containerd/blob/main/core/images/image.go (`Manifest`)
 * - without a wanted platform: https://github.com/moby/moby/blob/master/daemon/containerd/platform_matchers.go
 */
import { normalizePlatform, type Platform } from './platform.ts';

/** A platform with what runtimes look at beside it. */
export type RuntimePlatform = Platform & {
  /** Only Windows looks at it. */
  readonly osVersion?: string;
  /** What the host must have, as often as it is said: runtimes count it. */
  readonly osFeatures: readonly string[];
};

/** As an index entry, or the config of an image, says it. */
export type RuntimeFields = {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string | undefined;
  readonly 'os.version'?: string | undefined;
  readonly 'os.features'?: readonly string[] | undefined;
};

export function runtimePlatform(fields: RuntimeFields): RuntimePlatform {
  const version = fields['os.version'];
  return {
    ...normalizePlatform(fields),
    ...(version === undefined || version === '' ? {} : { osVersion: version }),
    osFeatures: fields['os.features'] ?? [],
  };
}

/** An entry of an index, as far as a runtime looks at it. */
export type Selectable = {
  /** What the index says; undefined: the config decides. */
  readonly announced: RuntimePlatform | undefined;
  readonly configured: RuntimePlatform;
};

/**
 * - `fitting`: the host's platform, or one that its processor also runs (containerd's `Only`, its default)
 * - `exact`: the host's platform alone (`OnlyStrict`, as for a platform that is asked for)
 * - `newest`: `exact`, the highest version of the system first (Windows)
 * - `preferred`: as `fitting`, and anything at all when nothing fits (Docker without `--platform`)
 */
export const SELECTION_RULES = ['fitting', 'exact', 'newest', 'preferred'] as const;
export type SelectionRule = (typeof SELECTION_RULES)[number];

/**
 * What a host runs of an index.
 * @param entries in the order of the index: of equals the first is taken
 * @returns undefined when the host finds nothing to run
 */
export function selectEntry<Entry extends Selectable>(
  entries: readonly Entry[],
  host: RuntimePlatform,
  rule: SelectionRule,
): Entry | undefined {
  const accepted = rule === 'fitting' || rule === 'preferred' ? runnablePlatforms(host) : [host];
  const [first] = entries
    .map((entry) => ({ entry, ...rankOf(entry.announced, accepted) }))
    .filter((each) => each.entry.announced === undefined || each.fits || rule === 'preferred')
    // Sorting is stable.
    .toSorted((a, b) => a.rank - b.rank || (rule === 'newest' ? byVersion : byFeatures)(a, b));
  if (first === undefined) return undefined;
  const { announced, configured } = first.entry;
  // Only now the config is read: a second entry without a platform is never reached.
  if (announced === undefined && rule !== 'preferred' && !rankOf(configured, accepted).fits) return undefined;
  return first.entry;
}

type Ranked = { readonly entry: Selectable; readonly fits: boolean; readonly rank: number };

/** The lower, the better. What fits comes first, then what only wants more of the host, then the rest. */
function rankOf(
  platform: RuntimePlatform | undefined,
  accepted: readonly RuntimePlatform[],
): Omit<Ranked, 'entry'> {
  // What names no platform comes after all that do.
  if (platform === undefined) return { fits: false, rank: Number.MAX_SAFE_INTEGER };
  const place = (wanted: RuntimePlatform) => accepted.findIndex((each) => matches(each, wanted));
  const rank = place(platform);
  if (rank !== -1) return { fits: true, rank };
  const without = place({ ...platform, osFeatures: [] });
  return { fits: false, rank: accepted.length + (without === -1 ? accepted.length : without) };
}

function byFeatures(a: Ranked, b: Ranked): number {
  if (!a.fits || !b.fits) return 0;
  return (b.entry.announced?.osFeatures.length ?? 0) - (a.entry.announced?.osFeatures.length ?? 0);
}

const byVersion = (a: Ranked, b: Ranked): number =>
  a.fits && b.fits ? compareText(b.entry.announced?.osVersion ?? '', a.entry.announced?.osVersion ?? '') : 0;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a processor runs, its own first. */
function runnablePlatforms(host: RuntimePlatform): readonly RuntimePlatform[] {
  return runnableProcessors(host).map(({ architecture, variant }) => {
    const { variant: _, ...system } = host;
    return { ...system, ...normalizePlatform({ os: host.os, architecture, variant }) };
  });
}

type Processor = { readonly architecture: string; readonly variant?: string | undefined };

function runnableProcessors({ architecture, variant }: Processor): readonly Processor[] {
  switch (architecture) {
    case 'amd64':
      return [
        { architecture, variant },
        ...below(variant, 1).map((level) => ({ architecture, variant: level })),
        { architecture: '386' },
      ];
    case 'arm':
      return [
        { architecture, variant },
        ...below(variant, 5).map((level) => ({ architecture, variant: level })),
      ];
    case 'arm64': {
      const levels = arm64Levels(variant ?? 'v8');
      const on32Bit = runnableProcessors({ architecture: 'arm', variant: 'v8' });
      return levels.length === 0
        ? []
        : [...levels.map((level) => ({ architecture, variant: level })), ...on32Bit];
    }
    default:
      return [{ architecture, variant }];
  }
}

/** `v4` with 1 as the lowest: v3, v2, v1. */
function below(variant: string | undefined, lowest: number): readonly string[] {
  const digits = /^v([0-9]{1,2})$/.exec(variant ?? '')?.[1];
  if (digits === undefined) return [];
  return Array.from(
    { length: Math.max(Number(digits) - lowest, 0) },
    (_, index) => `v${Number(digits) - 1 - index}`,
  );
}

/** Highest minor version of v8, and of v9, that exists. */
const LAST_ARM64 = { 8: 9, 9: 7 } as const;
/** v9.0 can do what v8.5 can. */
const V9_IS_V8 = 5;

/** The levels that an arm64 processor of this level runs, its own first; none for an unknown one. */
function arm64Levels(variant: string): readonly string[] {
  const match = /^v([89])(?:\.([0-9]))?$/.exec(variant);
  if (match === null) return [];
  const major = match[1] === '9' ? 9 : 8;
  const minor = Number(match[2] ?? '0');
  if (minor > LAST_ARM64[major]) return [];
  const down = (of: 8 | 9, from: number) =>
    Array.from({ length: from + 1 }, (_, index) => (from === index ? `v${of}` : `v${of}.${from - index}`));
  return major === 8
    ? down(8, minor)
    : [...down(9, minor), ...down(8, Math.min(minor + V9_IS_V8, LAST_ARM64[8]))];
}

/** Whether a host of this very platform runs the image. */
function matches(host: RuntimePlatform, image: RuntimePlatform): boolean {
  if (host.os !== image.os || host.architecture !== image.architecture || host.variant !== image.variant)
    return false;
  if (host.os === 'windows' && !matchesWindows(host.osVersion, image.osVersion)) return false;
  return image.osFeatures.every(
    // Windows has it everywhere, and hosts do not say so.
    (feature) => host.osFeatures.includes(feature) || (host.os === 'windows' && feature === 'win32k'),
  );
}

/** Builds of Windows Server whose containers later builds run, up to and including the next of them. */
const LTSC_2022 = 20348;
const LTSC_2025 = 26100;

/** https://learn.microsoft.com/en-us/virtualization/windowscontainers/deploy-containers/version-compatibility */
function matchesWindows(host: string | undefined, image: string | undefined): boolean {
  const ours = windowsVersion(host);
  if (ours === undefined || image === undefined) return true;
  const theirs = windowsVersion(image) ?? { major: 0, minor: 0, build: 0 };
  if (ours.major !== theirs.major || ours.minor !== theirs.minor) return false;
  if (ours.build < LTSC_2022) return ours.build === theirs.build;
  const oldest = ours.build > LTSC_2025 ? LTSC_2025 : LTSC_2022;
  return oldest <= theirs.build && theirs.build <= ours.build;
}

type WindowsVersion = { readonly major: number; readonly minor: number; readonly build: number };

/** Undefined for what is no version: then any image is taken. */
function windowsVersion(text: string | undefined): WindowsVersion | undefined {
  const match = /^([0-9]{1,5})\.([0-9]{1,5})\.([0-9]{1,5})(?:\.|$)/.exec(text ?? '');
  if (match === null) return undefined;
  const [major, minor, build] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const fits = major <= 0xff && minor <= 0xff && build <= 0xffff;
  return fits && major + minor + build > 0 ? { major, minor, build } : undefined;
}
