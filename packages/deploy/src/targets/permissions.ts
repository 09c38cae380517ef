/** Whether the ops side lets a target be changed the way that is asked for. Decided before anything is verified. */
import type { DeployConfig } from '@sealift/core/config/deploy';
import { type Permission, TRUST_FILE, type TrustKey } from '@sealift/core/config/trust';
import {
  environmentsOf,
  type TrustRule,
  type TrustSource,
  trustRuleOf,
} from '@sealift/core/config/trust-rule';
import { type Failure, policyFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import { createMatcher } from '@sealift/core/text/glob';
import type { Mode, Target } from './target.ts';

/** Who said something: `.sealift.yml` of the ops repository, or the run that wants to deploy. */
export type Side = 'ops' | 'app';

export type Asked = {
  readonly target: Target;
  /** Who named the file. */
  readonly placedBy: Side;
  readonly mode: Mode;
  /** Who chose the mode. */
  readonly modeBy: Side;
  readonly autoMerge: boolean;
  /** Whether the run would also deploy what is older than what is deployed. */
  readonly allowRollback: boolean;
  /** Who named the mirrors: one that the ops side does not name is the app side's. */
  readonly mirrorsBy: Side;
};

/**
 * Which side names the target and the mode of an app: an app of its own before `"*"`, as targets are resolved, and the
 * inputs where no configuration does.
 */
export function sidesOf(
  ops: DeployConfig | undefined,
  app: DeployConfig | undefined,
  target: Pick<Target, 'app' | 'environment' | 'mode'>,
): { readonly placedBy: Side; readonly modeBy: Side } {
  const names = (config: DeployConfig | undefined, key: string) => Object.hasOwn(config?.apps ?? {}, key);
  const isOps = !names(app, target.app) && (names(ops, target.app) || (names(ops, '*') && !names(app, '*')));
  // Whoever names the file also says its environment, so that the mode of the environment is theirs.
  const modeBy = isOps && target.mode !== undefined && ops?.environments !== undefined ? 'ops' : 'app';
  return { placedBy: isOps ? 'ops' : 'app', modeBy };
}

/** A name of another image beside which a tag may be written is the ops side's to say, wherever the file is named. */
export function mirrorsBy(ops: DeployConfig | undefined, { mirrors = [] }: Pick<Target, 'mirrors'>): Side {
  const targets = Object.values(ops?.apps ?? {}).flat();
  const named = new Set([...(ops?.mirrors ?? []), ...targets.flatMap((target) => target.mirrors ?? [])]);
  return mirrors.every((mirror) => named.has(mirror)) ? 'ops' : 'app';
}

/**
 * The rules of `trust:` that a change must meet; none where nobody has said who may deploy.
 *
 * An app side that names a file also says which environment it belongs to, and might say a lenient one: a file that the
 * rules of other environments are about as well must be allowed by all of them.
 * @throws Failure `trust/…`
 */
export function checkPermissions(trust: TrustSource | undefined, asked: Asked): readonly TrustRule[] {
  if (trust === undefined) {
    const [needed] = permissionsFor(asked, false);
    if (needed === undefined) return [];
    throw nobodySaid(asked, needed);
  }
  const { target, placedBy } = asked;
  const rule = trustRuleOf(trust, target.app, target.environment);
  if (!(rule.files === undefined ? placedBy === 'ops' : isAbout(rule, target.file)))
    throw notAllowed(rule, 'files', `may not change ${target.file}`, `add ${target.file} to "files" of`);
  const others = placedBy === 'ops' ? [] : otherRules(trust, target);
  for (const each of [rule, ...others]) {
    for (const needed of permissionsFor(asked, true))
      if (!each.allow.includes(needed))
        throw notAllowed(each, 'allow', WHAT[needed](target), `add "${needed}" to "allow" of`, target);
    const image = formatImageName(target.release.image);
    if (each.images !== undefined && !createMatcher(each.images, 'wildcards')(image))
      throw notAllowed(each, 'images', `may not deploy ${image}`, `add ${image} to "images" of`, target);
  }
  return [rule, ...others];
}

const isAbout = ({ files }: TrustRule, file: string): boolean =>
  files !== undefined && createMatcher(files, 'wildcards')(file);

function otherRules(trust: TrustSource, { app, environment, file }: Target): readonly TrustRule[] {
  const environments = [undefined, ...environmentsOf(trust, app)].filter((other) => other !== environment);
  return environments.map((other) => trustRuleOf(trust, app, other)).filter((rule) => isAbout(rule, file));
}

/** Values that name nothing but the release. */
const PLAIN_VALUES = ['{tag}', '{digest}', '{tag}@{digest}'];

/**
 * What the app side asks for beyond a pull request that changes the tag.
 * @param strict a value with text of its own counts as a name as well: without `trust:` the pull request shows it
 */
function permissionsFor(
  { target, placedBy, mode, modeBy, autoMerge, allowRollback, mirrorsBy: mirrored }: Asked,
  strict: boolean,
): readonly Permission[] {
  const ownText = strict && target.value !== undefined && !PLAIN_VALUES.includes(target.value);
  return [
    ...(mode === 'commit' && modeBy === 'app' ? (['commit'] as const) : []),
    ...(autoMerge && mode === 'pull-request' ? (['auto-merge'] as const) : []),
    // Without `trust:` the pull request shows it.
    ...(strict && allowRollback ? (['allow-rollback'] as const) : []),
    ...((placedBy === 'app' && (target.writeName || ownText || (strict && target.create === true))) ||
    (strict && mirrored === 'app')
      ? (['write-name'] as const)
      : []),
  ];
}

const WHAT: Readonly<Record<Permission, (target: Target) => string>> = {
  commit: ({ file }) => `may not commit to the base without a pull request (${file})`,
  'auto-merge': ({ file }) => `may not merge its pull request by itself (${file})`,
  'allow-rollback': ({ file }) => `may not go back to an older release (${file})`,
  'write-name': ({ file }) => `may not write more than a tag and a digest (${file})`,
};

const named = ({ app, environment }: Pick<Target, 'app' | 'environment'>) =>
  environment === undefined ? `"${app}"` : `"${app}" in "${environment}"`;

function notAllowed(rule: TrustRule, key: TrustKey, what: string, remedy: string, target?: Target): Failure {
  const also =
    target === undefined || target.environment === rule.environment
      ? ''
      : ` The file is also one of ${rule.environment === undefined ? 'no environment' : `"${rule.environment}"`}, whose rule counts too: {environment} in "files" tells them apart.`;
  return policyFailure({
    code: 'trust/not-allowed',
    cause: `${named(target ?? rule)} ${what}: "trust" in ${TRUST_FILE} of the ops repository does not allow it.${also}`,
    remedy: `Ask the owners of the ops repository to ${remedy} its rule in ${TRUST_FILE}, or do without.`,
    location: rule.at(key),
  });
}

const nobodySaid = ({ target }: Asked, needed: Permission): Failure =>
  policyFailure({
    code: 'trust/not-allowed',
    cause: `${named(target)} ${WHAT[needed](target)}: nobody on the ops side has allowed it, since ${TRUST_FILE} of the ops repository has no "trust".`,
    remedy: `Ask its owners to write "trust" there with "allow: [${needed}]" for the app (docs/trust.md), or do without.`,
  });
