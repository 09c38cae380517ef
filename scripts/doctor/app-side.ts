/** What can be seen in a checkout of the app repository, by the code of the pipeline itself. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PipelineConfig } from '@sealift/core/config/pipeline';
import { type App, fileOf, imageOf } from '@sealift/core/release/plan/apps';
import { type Caller, findCaller } from '@sealift/rehearsal/workflow/caller';
import { parse } from 'yaml';
import { readConfig } from '../../actions/plan/src/config-file.ts';
import { findApps } from '../../actions/plan/src/run.ts';
import { type Finding, fromFailure, missing, ok } from './finding.ts';

export type AppSide = {
  readonly findings: readonly Finding[];
  readonly config: PipelineConfig;
  /** Image by app. */
  readonly images: ReadonlyMap<string, string>;
  readonly caller: Caller | undefined;
};

/** @param slug `owner/name` of the app repository */
export async function lookAtApp(folder: string, slug: string): Promise<AppSide> {
  const caller = await lookForCaller(folder);
  const { config, apps, findings } = await lookForApps(folder, slug, caller.caller);
  const imagePrefix = prefixOf(slug, caller.caller);
  return {
    findings: [...findings, ...caller.findings],
    config,
    images: new Map(apps.map((app) => [app.name, imageOf(app, { imagePrefix })])),
    caller: caller.caller,
  };
}

const prefixOf = (slug: string, caller: Caller | undefined): string =>
  caller?.inputs['image-prefix'] || `ghcr.io/${slug.toLowerCase()}`;

async function lookForApps(folder: string, slug: string, caller: Caller | undefined) {
  try {
    const { file, config } = await readConfig(folder, caller?.inputs['config'] ?? '.github/sealift.yml');
    const common = {
      ...{ config, configFile: file, imagePrefix: prefixOf(slug, caller) },
      ...{ platforms: [], repositoryName: slug.split('/')[1]?.toLowerCase() ?? '' },
    };
    const apps = await findApps(folder, { apps: [] }, common);
    const without = apps.filter((app) => !existsSync(path.join(folder, fileOf(app))));
    return {
      ...{ config, apps },
      findings: [
        ok('apps', apps.map(({ name }) => name).join(', ')),
        ...without.map((app) =>
          missing(
            `Dockerfile of ${app.name}`,
            `${fileOf(app)} is not there`,
            `Add it, or correct "file" of ${app.name} in ${file}.`,
          ),
        ),
        ...(without.length === 0 ? [ok('Dockerfiles', `${apps.length} found`)] : []),
      ],
    };
  } catch (thrown) {
    const apps: readonly App[] = [];
    const config: PipelineConfig = {};
    return { config, apps, findings: [fromFailure('apps', thrown)] };
  }
}

async function lookForCaller(
  folder: string,
): Promise<{ readonly caller: Caller | undefined; readonly findings: readonly Finding[] }> {
  try {
    const caller = await findCaller(folder);
    const text = readFileSync(path.join(folder, caller.file), 'utf8');
    const findings = [
      ok('workflow', `${caller.file}, job ${caller.job}`),
      pinOf(caller),
      permissionsOf(caller, text),
      checksOf(caller, text),
      ...opsAccess(caller),
    ];
    return { caller, findings };
  } catch (thrown) {
    return { caller: undefined, findings: [fromFailure('workflow', thrown)] };
  }
}

function pinOf({ slug, ref, file }: Caller): Finding {
  if (/^[0-9a-f]{40}$/.test(ref)) return ok('pin', `${slug} at ${ref}`);
  return missing(
    'pin',
    `${file} calls ${slug} at ${ref}, which can be moved`,
    'Pin the commit of a release, with the version behind it: docs/verify-sealift.md. An update bot keeps it.',
  );
}

/** What the jobs of the called workflow ask for is what the calling job must have. */
const NEEDED = {
  contents: 'read',
  packages: 'write',
  'security-events': 'write',
  'id-token': 'write',
} as const;
type Permissions = Readonly<Record<string, string>> | string | undefined;
type Workflow = {
  readonly on?: unknown;
  readonly permissions?: Permissions;
  readonly jobs?: Readonly<Record<string, { readonly permissions?: Permissions }>>;
};

function permissionsOf({ job, file }: Caller, text: string): Finding {
  const workflow = parse(text) as Workflow;
  const granted = workflow.jobs?.[job]?.permissions ?? workflow.permissions;
  const has = (name: string, level: string) =>
    granted === 'write-all' ||
    (typeof granted === 'object' && (granted[name] === level || granted[name] === 'write'));
  const lacking = Object.entries(NEEDED).filter(([name, level]) => !has(name, level));
  if (lacking.length === 0) return ok('permissions', `job ${job} grants what the called jobs ask for`);
  const list = lacking.map(([name, level]) => `${name}: ${level}`).join(', ');
  return missing(
    'permissions',
    `job ${job} of ${file} does not grant ${list}`,
    `Add "permissions: { ${Object.entries(NEEDED)
      .map(([name, level]) => `${name}: ${level}`)
      .join(', ')} }" to the job.`,
  );
}

function checksOf({ file }: Caller, text: string): Finding {
  const { on } = parse(text) as Workflow;
  const events =
    typeof on === 'string'
      ? [on]
      : Object.keys(Array.isArray(on) ? Object.fromEntries(on.map((one) => [one, null])) : (on ?? {}));
  return events.includes('pull_request')
    ? ok('pull requests', `${file} builds and scans them`)
    : missing(
        'pull requests',
        `${file} does not run for them`,
        'Add "pull_request: {}" to "on:", so that the gate speaks before the merge.',
      );
}

function opsAccess(caller: Caller): readonly Finding[] {
  const { inputs, file } = caller;
  const repository = inputs['ops-repository'];
  if (repository === undefined || repository === '')
    return [
      missing(
        'ops repository',
        `${file} names none`,
        'Give "ops-repository: owner/name"; without it no pull request is opened.',
      ),
    ];
  const { key, token } = opsSecrets(caller);
  if (key !== undefined || token !== undefined) return [ok('ops repository', repository)];
  return [
    ok('ops repository', repository),
    missing(
      'ops token',
      `${file} passes on neither ops-app-private-key nor ops-token`,
      'Pass on the private key of a GitHub App, see docs/first-release.md.',
    ),
  ];
}

/** Names of the secrets by which the ops repository is reached. */
export function opsSecrets({ secrets }: Pick<Caller, 'secrets'>): {
  readonly key: string | undefined;
  readonly token: string | undefined;
} {
  if (secrets === 'inherit') return { key: 'OPS_APP_PRIVATE_KEY', token: undefined };
  return { key: secrets['ops-app-private-key'], token: secrets['ops-token'] };
}
