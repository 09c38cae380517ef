/** The workflow of the app repository that calls the reusable one. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { parse } from 'yaml';

export type Caller = {
  /** Path in the repository. */
  readonly file: string;
  /** `name:` of the workflow, its path without one. */
  readonly name: string;
  readonly job: string;
  /** owner/name of the repository of the called workflow. */
  readonly slug: string;
  readonly ref: string;
  /** Inputs that the caller gives. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Name of the repository's secret that each secret of the called workflow is given, e.g. `ops-token` → `OPS_TOKEN`. */
  readonly secrets: Readonly<Record<string, string>> | 'inherit';
};

const CALLED = /^([A-Za-z0-9-]+\/[A-Za-z0-9._-]+)\/\.github\/workflows\/build-and-push\.ya?ml@(.+)$/;

/**
 * The one that releases: a caller with `mode: preview` is for pull requests alone.
 * @param repository folder of the app repository
 * @throws Failure `rehearsal/no-caller` when no workflow calls build-and-push.yml
 */
export async function findCaller(repository: string): Promise<Caller> {
  const folder = path.join(repository, '.github', 'workflows');
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((file) => /\.ya?ml$/.test(file)).sort()) {
    const caller = callerIn(await readFile(path.join(folder, name), 'utf8'), `.github/workflows/${name}`);
    if (caller !== undefined && caller.inputs['mode'] !== 'preview') return caller;
  }
  throw configurationFailure({
    code: 'rehearsal/no-caller',
    cause: `No workflow in ${folder} calls build-and-push.yml.`,
    remedy:
      'Add a workflow there with a job that says "uses: sealift/sealift/.github/workflows/build-and-push.yml@v1".',
  });
}

type Job = {
  uses?: unknown;
  with?: Record<string, unknown>;
  secrets?: Record<string, unknown> | 'inherit';
};
type Workflow = { name?: unknown; jobs?: Record<string, Job | null> } | null;

/** @throws Failure `rehearsal/no-yaml` */
export function callerIn(source: string, file: string): Caller | undefined {
  const workflow = readYaml(source, file);
  for (const [job, body] of Object.entries(workflow?.jobs ?? {})) {
    const match = typeof body?.uses === 'string' ? CALLED.exec(body.uses) : null;
    if (!match?.[1] || !match[2]) continue;
    return {
      file,
      name: typeof workflow?.name === 'string' ? workflow.name : file,
      job,
      slug: match[1],
      ref: match[2],
      inputs: Object.fromEntries(
        Object.entries(body?.with ?? {}).map(([key, value]) => [key, String(value)]),
      ),
      secrets: body?.secrets === 'inherit' ? 'inherit' : secretNames(body?.secrets ?? {}),
    };
  }
  return undefined;
}

function readYaml(source: string, file: string): Workflow {
  try {
    return parse(source) as Workflow;
  } catch (error) {
    throw configurationFailure({
      code: 'rehearsal/no-yaml',
      cause: `${file} is not YAML: ${(error as Error).message.split('\n')[0]}`,
      remedy: 'Correct the file.',
      location: { file },
      error,
    });
  }
}

const secretNames = (secrets: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(secrets).flatMap(([key, value]) => {
      const name = /^\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}$/.exec(String(value))?.[1];
      return name === undefined ? [] : [[key, name]];
    }),
  );

/** `refs/tags/v1` for `v1`, `refs/heads/main` for `main`; a commit stays one. */
export function fullRef(ref: string): string {
  if (ref.startsWith('refs/') || /^[0-9a-f]{40}$/.test(ref)) return ref;
  return /^v?[0-9]/.test(ref) ? `refs/tags/${ref}` : `refs/heads/${ref}`;
}

/** The workflow that signs, which the called one calls, as OIDC claims and certificates name it. */
export const signingWorkflowRef = ({ slug, ref }: Pick<Caller, 'slug' | 'ref'>): string =>
  `${slug}/.github/workflows/release-app.yml@${fullRef(ref)}`;
