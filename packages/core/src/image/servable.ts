/** Whether every host that an index can serve gets the image that was planned for it. */
import { formatPlatform } from './platform.ts';
import {
  type RuntimePlatform,
  runtimePlatform,
  SELECTION_RULES,
  type Selectable,
  type SelectionRule,
  selectEntry,
} from './runtime-selection.ts';

/** An image of an index. Two entries of one digest are one image. */
export type Servable = Selectable & { readonly digest: string };

/** Processors that an image for another one may also run on. */
const PROCESSORS = [
  'amd64',
  'amd64/v2',
  'amd64/v3',
  'amd64/v4',
  '386',
  'arm/v5',
  'arm/v6',
  'arm/v7',
  'arm/v8',
  'arm64',
  ...Array.from({ length: 9 }, (_, minor) => `arm64/v8.${minor + 1}`),
  'arm64/v9',
  ...Array.from({ length: 7 }, (_, minor) => `arm64/v9.${minor + 1}`),
] as const;

/**
 * Why the index is not what its entries look like, as a clause; undefined when it is. An entry that is hidden behind
 * another one of its platform, or that only some runtimes find, would be looked at in vain, and the other one run.
 * @param entries all images of the index, in its order
 */
export function unservable(entries: readonly Servable[]): string | undefined {
  // As if each entry said of itself what it is.
  const plain = entries.map((entry) => ({ ...entry, announced: platformOfEntry(entry) }));
  for (const [own, host] of hostsOf(plain))
    for (const rule of rulesFor(host)) {
      const expected = selectEntry(plain, host, rule);
      const selected = selectEntry(entries, host, rule);
      const wanted = own !== undefined && isOwnRule(rule, host) ? own : expected;
      if (selected?.digest === wanted?.digest) continue;
      return `a host of ${describePlatform(host)} gets ${selected?.digest ?? 'nothing'} and not ${wanted?.digest ?? 'nothing'}`;
    }
  return undefined;
}

const platformOfEntry = ({ announced, configured }: Selectable): RuntimePlatform => announced ?? configured;

/** Windows chooses by version, and only Windows does. */
const rulesFor = ({ os }: RuntimePlatform): readonly SelectionRule[] =>
  os === 'windows' ? SELECTION_RULES : SELECTION_RULES.filter((rule) => rule !== 'newest');

/** Of several versions of Windows that a host could run, only this rule takes the host's own. */
const isOwnRule = (rule: SelectionRule, { os }: RuntimePlatform): boolean =>
  os !== 'windows' || rule === 'newest';

/** Each entry's own platform, for which it must be the one; then all others that may be served by one of them. */
function hostsOf(
  entries: readonly Servable[],
): readonly (readonly [Servable | undefined, RuntimePlatform])[] {
  const own = entries.map((entry) => [entry, platformOfEntry(entry)] as const);
  const systems = new Map(
    own.map(([, { os, osVersion, osFeatures }]) => {
      const system = { os, 'os.version': osVersion, 'os.features': osFeatures };
      return [JSON.stringify(system), system];
    }),
  );
  const others = [...systems.values()].flatMap((system) =>
    PROCESSORS.map((processor) => {
      const [architecture = '', variant] = processor.split('/');
      return [undefined, runtimePlatform({ ...system, architecture, variant })] as const;
    }),
  );
  return [...own, ...others];
}

/** `linux/amd64`, `windows(10.0.20348)/amd64`, as containerd writes it. */
export function describePlatform(platform: RuntimePlatform): string {
  const { os, osVersion = '', osFeatures } = platform;
  const options = `${osVersion}${osFeatures.map((feature) => `+${feature}`).join('')}`;
  return options === '' ? formatPlatform(platform) : formatPlatform({ ...platform, os: `${os}(${options})` });
}
