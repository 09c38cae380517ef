/** The workflow of the app repository that calls the reusable one. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { parse } from 'yaml';
import { jobPermissions, type Permissions } from './permissions.ts';

export type Caller = {
  /** Path in the repository. */
  readonly file: string;
  readonly job: string;
  /** owner/name of the repository of the called workflow. */
  readonly slug: string;
  readonly ref: string;
  /** What the called jobs may have at most. */
  readonly ceiling: Permissions;
  /** Inputs that the caller gives. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Name of the repository's secret that each secret of the called workflow is given, e.g. `ops-token` → `OPS_TOKEN`. */
  readonly secrets: Readonly<Record<string, string>> | 'inherit';
};

const CALLED = /^([A-Za-z0-9-]+\/[A-Za-z0-9._-]+)\/\.github\/workflows\/build-and-push\.ya?ml@(.+)$/;

/**
 * @param repository folder of the app repository
 * @throws Failure `configuration` when no workflow calls build-and-push.yml
 */
export async function findCaller(repository: string): Promise<Caller> {
  const folder = path.join(repository, '.github', 'workflows');
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((file) => /\.ya?ml$/.test(file)).sort()) {
    const caller = callerIn(await readFile(path.join(folder, name), 'utf8'), `.github/workflows/${name}`);
    if (caller !== undefined) return caller;
  }
  throw configurationFailure({
    cause: `No workflow in ${folder} calls build-and-push.yml.`,
    remedy: 'Copy action-templates/workflows/release.yml into .github/workflows/ of that repository.',
  });
}

type Job = {
  uses?: unknown;
  permissions?: unknown;
  with?: Record<string, unknown>;
  secrets?: Record<string, unknown> | 'inherit';
};

export function callerIn(source: string, file: string): Caller | undefined {
  const workflow = parse(source) as { permissions?: unknown; jobs?: Record<string, Job> } | null;
  for (const [job, body] of Object.entries(workflow?.jobs ?? {})) {
    const match = typeof body?.uses === 'string' ? CALLED.exec(body.uses) : null;
    if (!match?.[1] || !match[2]) continue;
    return {
      file,
      job,
      slug: match[1],
      ref: match[2],
      ceiling: jobPermissions(workflow?.permissions, body.permissions),
      inputs: Object.fromEntries(Object.entries(body.with ?? {}).map(([key, value]) => [key, String(value)])),
      secrets: body.secrets === 'inherit' ? 'inherit' : secretNames(body.secrets ?? {}),
    };
  }
  return undefined;
}

const secretNames = (secrets: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(secrets).flatMap(([key, value]) => {
      const name = /^\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}$/.exec(String(value))?.[1];
      return name === undefined ? [] : [[key, name]];
    }),
  );
