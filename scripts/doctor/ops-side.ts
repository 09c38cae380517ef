/** What the files of the ops repository say, by the code of bump itself. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeDeployConfigs, type OpsConfig, parseOpsConfig } from '@sealift/core/config/deploy';
import { TRUST_FILE } from '@sealift/core/config/trust';
import { trustRuleOf } from '@sealift/core/config/trust-rule';
import { parseImageName } from '@sealift/core/image/reference';
import { hasWildcard } from '@sealift/core/text/glob';
import { formatIdentities, matchesIdentities } from '@sealift/core/verification/identity';
import { readDeployed } from '@sealift/deploy/edits/edit-file';
import { parseSource } from '@sealift/deploy/edits/parse-source';
import { type DeployTarget, resolveTargets } from '@sealift/deploy/targets/resolve';
import { type Caller, signingWorkflowRef } from '@sealift/rehearsal/workflow/caller';
import type { AppSide } from './app-side.ts';
import { type Finding, fromFailure, missing, ok } from './finding.ts';

/** Text of a file of the ops repository; undefined when there is none. */
export type ReadOpsFile = (file: string) => Promise<string | undefined>;

/** The files of a checkout. */
export const inCheckout =
  (folder: string): ReadOpsFile =>
  (file) =>
    readFile(path.join(folder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });

/** @param slug `owner/name` of the app repository */
export async function lookAtOps(read: ReadOpsFile, slug: string, app: AppSide): Promise<readonly Finding[]> {
  const text = (await read(TRUST_FILE)) ?? '';
  let config: OpsConfig;
  try {
    config = text === '' ? {} : parseOpsConfig(text, TRUST_FILE);
  } catch (thrown) {
    return [fromFailure(TRUST_FILE, thrown)];
  }
  return [...(await targets(read, config, app)), ...trusts(config, text, slug, app)];
}

async function targets(
  read: ReadOpsFile,
  ops: OpsConfig,
  { config, images, caller }: AppSide,
): Promise<readonly Finding[]> {
  const inputs = caller?.inputs ?? {};
  const file = inputs['ops-file'] ?? 'deploy/helm/{app}/values-prod.yaml';
  try {
    const deploy = mergeDeployConfigs(config.deploy, ops.deploy);
    const defaults = { file, path: inputs['ops-path'] || 'image.tag', digestMode: 'none' as const };
    const found = resolveTargets(deploy, defaults, [...images.keys()]);
    return await Promise.all(found.map((target) => place(read, target, images)));
  } catch (thrown) {
    return [fromFailure('ops files', thrown)];
  }
}

async function place(
  read: ReadOpsFile,
  target: DeployTarget,
  images: ReadonlyMap<string, string>,
): Promise<Finding> {
  const what = `ops file of ${target.app}${target.environment === undefined ? '' : ` in ${target.environment}`}`;
  if (hasWildcard(target.file)) return ok(what, `files that match ${target.file}`);
  const text = await read(target.file);
  if (text === undefined)
    return missing(
      what,
      `${target.file} is not there`,
      'Add it, or name the right file with "ops-file" or "deploy:".',
    );
  try {
    const desired = {
      ...{ app: target.app, tag: 'sha-0', find: target.find, digestMode: target.digestMode },
      image: parseImageName(images.get(target.app) ?? ''),
      digest: `sha256:${'0'.repeat(64)}` as const,
    };
    const found = readDeployed(await parseSource(text, target.file), [desired]);
    const { tag, digest } = found.get(target.app) ?? {};
    return ok(what, `${target.file} says ${tag ?? digest ?? 'nothing yet'}`);
  } catch (thrown) {
    return fromFailure(what, thrown);
  }
}

function trusts({ trust, deploy }: OpsConfig, text: string, slug: string, app: AppSide): readonly Finding[] {
  if (trust === undefined)
    return [
      missing(
        'trust',
        `${TRUST_FILE} does not say who may deploy`,
        'Add "trust:" to it, see docs/trust.md. Until then each pull request says that it is missing.',
      ),
    ];
  const environments = Object.keys(deploy?.environments ?? {});
  return [...app.images.keys()].flatMap((name) =>
    (environments.length === 0 ? [undefined] : environments).map((environment) => {
      const what = `trust of ${name}${environment === undefined ? '' : ` in ${environment}`}`;
      try {
        const rule = trustRuleOf({ config: trust, text }, name, environment);
        if (rule.sourceRepository.toLowerCase() !== slug.toLowerCase())
          return missing(
            what,
            `${rule.sourceRepository} is trusted, not ${slug}`,
            `Correct "source-repository" in ${TRUST_FILE}.`,
          );
        return signer(what, app.caller, rule.identities);
      } catch (thrown) {
        return fromFailure(what, thrown);
      }
    }),
  );
}

function signer(
  what: string,
  caller: Caller | undefined,
  identities: Parameters<typeof formatIdentities>[0],
): Finding {
  if (caller === undefined) return ok(what, `signed by ${formatIdentities(identities)}`);
  const identity = `https://github.com/${signingWorkflowRef(caller)}`;
  if (matchesIdentities(identities, identity)) return ok(what, `signed by ${identity}`);
  return missing(
    what,
    `releases will be signed by ${identity}, which is not trusted`,
    `Add it to "workflows" of trust: in ${TRUST_FILE}; keep what signed the releases that run now.`,
  );
}
