import { posix } from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { isAppName } from '@sealift/core/config/pipeline';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { type ImageName, isTag, parseImageName, parseImageReference } from '@sealift/core/image/reference';
import type { ReleaseRecord, Signer } from '@sealift/core/release/record';
import { shortRef } from '@sealift/deploy/pull-request/branch-name';
import { readEvidence } from '@sealift/evidence/read';
import type { Inputs } from '../inputs.ts';

/** One app to deploy. */
export type Release = {
  readonly app: string;
  readonly image: ImageName;
  readonly tag: string;
  readonly digest: Digest;
  readonly record?: ReleaseRecord;
  readonly signer?: Signer;
};

/** Where the releases come from: names the branch, so that a newer commit of the same ref updates the same bump. */
export type Origin = {
  readonly repository: string;
  /** Without refs/heads/ or refs/tags/. */
  readonly ref: string;
  readonly run: string;
  /** Address of the run that bumps; undefined outside of GitHub Actions. */
  readonly runUrl: string | undefined;
};

export type Releases = { readonly releases: readonly Release[]; readonly origin: Origin };

/**
 * What is to be deployed; with `rollback` nothing yet, see rollback.ts.
 * @throws Failure `configuration`
 */
export async function readReleases(
  { releases: inputs, apps }: Pick<Inputs, 'releases' | 'apps'>,
  env: Runtime['env'],
): Promise<Releases> {
  const read =
    inputs.kind === 'evidence'
      ? await fromEvidence(inputs.folder, env)
      : { releases: inputs.kind === 'images' ? fromImages(inputs.lines) : [], origin: originHere(env) };
  const seen = new Set<string>();
  for (const { app } of read.releases) {
    if (!isAppName(app))
      throw configurationFailure({
        cause: `"${app}" is not the name of an app.`,
        remedy: 'Use lower-case letters and digits with ".", "_" or "-" between, 63 characters at most.',
      });
    if (seen.has(app))
      throw configurationFailure({
        cause: `The app "${app}" is given twice.`,
        remedy: 'Give each app once: records of one run only.',
      });
    seen.add(app);
  }
  for (const app of apps)
    if (inputs.kind !== 'rollback' && !seen.has(app))
      throw configurationFailure({
        cause: `"apps" names "${app}", which is not among the releases of this run: ${[...seen].join(', ')}.`,
        remedy: 'Correct "apps", or leave it empty for all.',
      });
  const wanted = read.releases.filter(({ app }) => apps.length === 0 || apps.includes(app));
  return { ...read, releases: wanted.toSorted((a, b) => (a.app < b.app ? -1 : 1)) };
}

async function fromEvidence(folder: string, env: Runtime['env']): Promise<Releases> {
  const [records, signatures] = await Promise.all([
    readEvidence(folder, 'record'),
    readEvidence(folder, 'sign'),
  ]);
  const [first] = records;
  if (first === undefined)
    throw configurationFailure({
      cause: `There is no release record (record.json) in ${folder}.`,
      remedy: 'Load the evidence that the sign job saved into this folder first.',
    });
  const { repository, ref } = first.part.source;
  for (const { part, relative } of records)
    if (part.source.repository !== repository || part.source.ref !== ref)
      throw configurationFailure({
        cause: `${relative} is a release of ${part.source.repository} at ${part.source.ref}, but ${first.relative} is one of ${repository} at ${ref}.`,
        remedy: 'Bump the releases of one source ref at a time.',
      });
  for (const { part } of records)
    for (const { platform, scan } of part.platforms)
      if (scan.verdict !== 'pass')
        throw policyFailure({
          cause: `The image of "${part.app}" for ${platform} did not pass its scan (${part.image}@${part.digest}).`,
          remedy: 'Fix or ignore what the scan counts, and release again.',
        });
  return {
    releases: records.map(({ part, relative }) => {
      // The sign job writes both beside each other.
      const beside = signatures.find((other) => posix.dirname(other.relative) === posix.dirname(relative));
      return {
        app: part.app,
        image: parseImageName(part.image),
        tag: checkTag(part.app, part.deployTag),
        digest: part.digest,
        record: part,
        ...(beside === undefined ? {} : { signer: beside.part.signer }),
      };
    }),
    origin: { ...here(env), run: first.part.source.runId, repository, ref: shortRef(ref) },
  };
}

/** `app=reference` of a line in "images". @throws Failure `configuration` */
export function splitLine(line: string, expected: string) {
  const split = line.indexOf('=');
  const wrong = (cause: string) =>
    configurationFailure({
      cause: `"${line}" in "images" ${cause}.`,
      remedy: `Write ${expected}, one line for each app.`,
    });
  if (split < 1) throw wrong('names no app');
  return {
    app: line.slice(0, split).trim(),
    reference: parseImageReference(line.slice(split + 1).trim()),
    wrong,
  };
}

function fromImages(lines: readonly string[]): readonly Release[] {
  return lines.map((line): Release => {
    const { app, reference, wrong } = splitLine(line, 'app=registry/repository:tag@sha256:…');
    const { registry, repository, tag, digest } = reference;
    if (tag === undefined) throw wrong('has no tag');
    // Only a digest says which bytes are meant; a tag may be another image by now.
    if (digest === undefined) throw wrong('has no digest');
    return { app, image: { registry, repository }, tag, digest };
  });
}

const originHere = (env: Runtime['env']): Origin => ({
  ...here(env),
  repository: variable(env, 'GITHUB_REPOSITORY'),
  ref: shortRef(variable(env, 'GITHUB_REF')),
});

function here(env: Runtime['env']): Pick<Origin, 'run' | 'runUrl'> {
  const { GITHUB_RUN_ID: run, GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server } = env;
  return {
    run: run ?? '',
    runUrl: run && repository && server ? `${server}/${repository}/actions/runs/${run}` : undefined,
  };
}

function checkTag(app: string, tag: string): string {
  if (isTag(tag)) return tag;
  throw configurationFailure({
    cause: `The record of "${app}" names "${tag}" as the tag to deploy, which is no image tag.`,
    remedy: 'Let the sign action write the record.',
  });
}

function variable(env: Runtime['env'], name: string): string {
  const value = env[name];
  if (value) return value;
  throw configurationFailure({
    cause: `${name} is not set, so the branch of the bump cannot be named.`,
    remedy: 'Run this action in a GitHub Actions workflow.',
  });
}
