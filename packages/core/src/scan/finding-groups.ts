/**
 * What people fix at once: one advisory in all packages that are built from one source, in all places where one package
 * of a language lies, or one rule in one file.
 */
import type { Finding } from './finding.ts';

export type FindingGroup = {
  /** The first of them as they were given. */
  readonly finding: Finding;
  /** How many they are. */
  readonly size: number;
  /** Of the source package or the package; empty for secrets and misconfigurations. */
  readonly name: string;
  /** Packages that the name does not say, each once. */
  readonly packages: readonly string[];
  readonly installed: readonly string[];
  readonly fixed: readonly string[];
  readonly paths: readonly string[];
  /** 1-based; of secrets and misconfigurations. */
  readonly lines: readonly number[];
};

/** @param findings the groups come in the order of the first of each */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, keyOf);
  return [...groups.values()].flatMap((group) => {
    const [finding] = group;
    if (finding === undefined) return [];
    const name = nameOf(finding);
    return [
      {
        finding,
        size: group.length,
        name,
        packages: distinct(group.map(({ packageName }) => packageName)).filter((each) => each !== name),
        installed: distinct(group.map(({ installedVersion }) => installedVersion)),
        fixed: distinct(group.map(({ fixedVersion }) => fixedVersion)),
        paths: distinct(group.map(({ path }) => path)),
        lines: distinct(group.map(({ line }) => line)),
      },
    ];
  });
}

const nameOf = ({ sourceName, packageName }: Finding): string => sourceName ?? packageName;

/** Severity and whether there is a fix decide what counts, so that a group counts as one. */
const keyOf = (finding: Finding): string =>
  JSON.stringify([
    finding.kind,
    finding.id,
    finding.severity,
    finding.type,
    ...(finding.kind === 'vulnerability'
      ? [nameOf(finding), finding.fixedVersion !== undefined]
      : [finding.path]),
  ]);

const distinct = <T extends string | number>(values: readonly (T | undefined)[]): readonly T[] => [
  ...new Set(values.filter((value) => value !== undefined && value !== '') as T[]),
];
