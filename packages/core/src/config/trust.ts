/**
 * `trust:` in `.sealift.yml` of an ops repository: who may deploy what, and how. Only what stands there on the base
 * branch counts; nothing in an app repository can widen it. docs/trust.md is the guide.
 */
import * as v from 'valibot';
import { Failure } from '../failure.ts';
import { parseImageName } from '../image/reference.ts';
import { SEVERITIES } from '../scan/severity.ts';
import { MAX_PATTERN } from '../text/glob.ts';
import { parseIdentity } from '../verification/identity.ts';
import { SIGSTORE_INSTANCES } from '../verification/sigstore.ts';
import { parseRef } from '../verification/source-ref.ts';
import { appName } from './app-name.ts';
import { parseDuration } from './duration.ts';
import { isGuardedFile, isRepositoryFile } from './repository-file.ts';

/** The only file in which `trust:` counts: a run that is judged cannot name another one. */
export const TRUST_FILE = '.sealift.yml';

/** What the app side may only do where it is allowed. */
export const PERMISSIONS = ['commit', 'auto-merge', 'write-name', 'allow-rollback'] as const;
export type Permission = (typeof PERMISSIONS)[number];

const listOf = <S extends v.GenericSchema>(item: S) =>
  v.pipe(v.array(item), v.minLength(1, 'must not be empty'), v.maxLength(200, 'has more than 200 items'));

const repository = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/, 'must be owner/repository, without patterns'),
);
const ref = v.pipe(
  v.string(),
  v.check(
    (text) => parseRef(text.replaceAll('{app}', 'app')) !== undefined,
    'must be a full ref such as refs/heads/main, refs/tags/v* for release tags, refs/tags/{app}-v* for those of an app, or refs/pull/*/merge for previews',
  ),
);
const workflow = v.pipe(
  v.string(),
  v.check(
    (text) => parseIdentity(text) !== undefined,
    'must be https://github.com/owner/repository/.github/workflows/file.yml@ref with a full ref, a full commit, or refs/tags/v* for release tags',
  ),
);
const url = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && !/[\s*]/.test(text), 'must be an exact URL, without patterns'),
);
const callerWorkflow = v.pipe(
  v.string(),
  v.regex(
    /^https:\/\/[^/\s*]+\/[^/@\s*]+\/[^/@\s*]+\/\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml(?:@refs\/[^\s*?[\\^~:]+)?$/,
    'must be https://github.com/owner/repository/.github/workflows/file.yml, with @ and a full ref or without',
  ),
);
const event = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z_]{0,99}$/, 'must be the name of an event, such as push'),
);
const duration = v.pipe(
  v.string(),
  v.check((text) => parseDuration(text) !== undefined, 'must be hours or days, such as 36h or 7d'),
);
const predicate = v.pipe(
  v.string(),
  v.maxLength(500),
  v.check(
    (text) =>
      STATEMENTS.some((known) => known === text) ||
      (/^[a-z][a-z0-9+.-]*:[!-~]+$/.test(text) && URL.canParse(text)),
    'must be signature, sbom, verdict, record, provenance or the URI of a predicate type',
  ),
);
const STATEMENTS = ['signature', 'sbom', 'verdict', 'record', 'provenance'] as const;

const rootFile = v.pipe(
  v.string(),
  v.check(isRepositoryFile, 'must be the path of a file in the ops repository'),
);
/** An instance that is known by name, or the keys of another one. */
const sigstore = v.union(
  [v.picklist(SIGSTORE_INSTANCES), v.strictObject({ 'trusted-root': rootFile })],
  'must be public, github, or trusted-root with the path of a file in the ops repository',
);

const placeholders = (text: string) =>
  [...text.matchAll(/\{[^{}]*\}/g)].every(([name]) => name === '{app}' || name === '{environment}');
/** As it looks when it is filled: names of apps and environments have none of the characters of a pattern. */
const filled = (text: string) => text.replace(/\{[^{}]*\}/g, 'x');

const file = v.pipe(
  v.string(),
  v.maxLength(MAX_PATTERN),
  v.check(
    (text) =>
      placeholders(text) &&
      isRepositoryFile(filled(text)) &&
      !isGuardedFile(filled(text)) &&
      !/^\*+(?:\/\*+)*$/.test(text),
    'must be the path of files in the ops repository, with *, **, {app} and {environment}, and not of all files',
  ),
);
const image = v.pipe(
  v.string(),
  v.maxLength(MAX_PATTERN),
  v.check((text) => {
    const [registry = '', ...rest] = text.split('/');
    if (!placeholders(text) || /[*{]/.test(registry) || rest.includes('**')) return false;
    try {
      // A name with a registry of its own, so that no short form stands for another one.
      const name = parseImageName(filled(text).replaceAll('*', 'x'));
      return name.registry === registry;
    } catch (error) {
      if (error instanceof Failure) return false;
      throw error;
    }
  }, 'must be registry/repository without a tag, with * for a name between slashes and {app}'),
);

export const TrustRuleConfig = v.strictObject({
  /** Repository whose run released the image, `owner/name`. */
  'source-repository': v.optional(repository),
  /** Refs that releases may come from: full refs, `refs/tags/v*` for release tags, `refs/tags/{app}-v*` for those of one app; those of pull requests for previews. */
  refs: v.optional(listOf(ref)),
  /** Workflows that may sign, each with its ref: a full ref or commit, or `refs/tags/v*` for release tags. */
  workflows: v.optional(listOf(workflow)),
  /** Issuer of the signer's identity. Default: GitHub Actions. */
  issuer: v.optional(url),
  /**
   * The Sigstore instance that signs: `public`, `github` (GitHub's own, without a public log), or one whose keys stand in
   * a file of this repository (`trusted-root: path`). Default: by the visibility that the certificate states.
   */
  sigstore: v.optional(sigstore),
  /** The workflow of the source repository that called the signing one, with its ref or without. */
  'caller-workflow': v.optional(callerWorkflow),
  /** Events that may start a release, for example push. */
  triggers: v.optional(listOf(event)),
  /** Where the signing job ran. */
  'runner-environment': v.optional(v.picklist(['github-hosted', 'self-hosted'])),
  /** The lowest severity that must have blocked a release. */
  severity: v.optional(v.picklist(SEVERITIES)),
  /** Vulnerabilities without a fix must have blocked too. */
  'count-unfixed': v.optional(v.boolean()),
  /** The oldest scan, in hours or days: 36h, 7d. */
  'max-scan-age': v.optional(duration),
  /** How old the vulnerability database may have been when it was used. */
  'max-database-age': v.optional(duration),
  /** Statements that are required beside those of every release (signature, SBOM, verdict, record). */
  require: v.optional(listOf(predicate)),
  /** Images that may be deployed, without tag; `*` for a name between slashes, `{app}`. Default: any that verifies. */
  images: v.optional(listOf(image)),
  /**
   * Files that may be changed; `*` in a name, `**` over folders, `{app}`, `{environment}`. Default: those that `deploy:`
   * of this file names.
   */
  files: v.optional(listOf(file)),
  /** What the app side may do: commit without a pull request, merge automatically, write the image's name, go back. */
  allow: v.optional(v.array(v.picklist(PERMISSIONS))),
});
export type TrustRuleConfig = v.InferOutput<typeof TrustRuleConfig>;
export type TrustKey = keyof TrustRuleConfig;

const rules = v.record(appName, v.nullable(TrustRuleConfig));

export const TrustConfig = v.strictObject({
  /** For all apps in all environments, as far as nothing more specific says otherwise. */
  defaults: v.optional(TrustRuleConfig),
  /** By environment. */
  environments: v.optional(rules),
  /** The apps that may be deployed. `"*"` is for apps that are not named: without it they are refused. */
  apps: v.record(
    v.union([v.literal('*'), appName]),
    v.nullable(v.strictObject({ ...TrustRuleConfig.entries, environments: v.optional(rules) })),
  ),
});
export type TrustConfig = v.InferOutput<typeof TrustConfig>;
