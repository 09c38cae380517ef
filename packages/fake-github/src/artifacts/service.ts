/**
 * The artifact service of GitHub Actions, version 4 of the artifacts: Twirp with JSON, as @actions/artifact speaks it.
 * https://twitchtv.github.io/twirp/docs/spec_v7.html
 */
import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import type { JobOfRun } from '../run.ts';
import type { GitHubState } from '../state.ts';
import { type Artifact, type Artifacts, artifactsOf } from './store.ts';
import { snakeCase, TwirpError, type TwirpMethods } from './twirp.ts';

const DAY = 86_400_000;
const RETENTION = 90 * DAY;
const MAX_PER_RUN = 500;

const Ids = v.object({ workflow_run_backend_id: v.string(), workflow_job_run_backend_id: v.string() });
const Named = v.object({
  ...Ids.entries,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[^":<>|*?\r\n\\/]+$/)),
});
const Number64 = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer(), v.minValue(0));
/** The protobuf wrappers are their value in JSON. */
const Create = v.object({
  ...Named.entries,
  version: v.pipe(v.number(), v.minValue(4, 'only artifacts of version 4 and later')),
  expires_at: v.optional(v.string()),
  mime_type: v.optional(v.string(), 'application/zip'),
});
const Finalize = v.object({ ...Named.entries, size: Number64, hash: v.optional(v.string()) });
const List = v.object({
  ...Ids.entries,
  name_filter: v.optional(v.string()),
  id_filter: v.optional(Number64),
});

export function createArtifactMethods(world: GitHubState, artifacts: Artifacts): TwirpMethods {
  const find = ({ run }: JobOfRun, name: string, attempt?: number): Artifact | undefined =>
    [...artifacts.all.values()].findLast(
      (artifact) =>
        artifact.run.backendId === run.backendId &&
        artifact.name === name &&
        (attempt === undefined || artifact.run.runAttempt === attempt),
    );
  const finalized = (caller: JobOfRun, name: string): Artifact => {
    const artifact = find(caller, name);
    if (!artifact?.finalized) throw new TwirpError('not_found', 'artifact not found');
    return artifact;
  };

  const methods: TwirpMethods = {
    CreateArtifact: (body, caller) => {
      const { name, mime_type: mime, expires_at: expires } = read(Create, body, caller);
      if (find(caller, name, caller.run.runAttempt))
        throw new TwirpError(
          'already_exists',
          'an artifact with this name already exists on the workflow run',
        );
      if ([...artifacts.all.values()].filter(({ run }) => run === caller.run).length >= MAX_PER_RUN)
        throw new TwirpError('resource_exhausted', 'too many artifacts on the workflow run');
      const now = world.clock.now();
      const until = expires === undefined ? Number.NaN : Date.parse(expires);
      const artifact = artifacts.create(
        caller.run,
        caller.job,
        name,
        mime,
        until > now ? until : now + RETENTION,
      );
      return { ok: true, signed_upload_url: artifacts.signedUrl(artifact.blob, 'cw') };
    },
    FinalizeArtifact: (body, caller) => {
      const { name, size, hash } = read(Finalize, body, caller);
      const artifact = find(caller, name, caller.run.runAttempt);
      if (artifact === undefined || artifact.job !== caller.job)
        throw new TwirpError('not_found', 'artifact not found');
      const { committed } = artifact.blob;
      if (committed === undefined)
        throw new TwirpError('failed_precondition', 'the artifact was not uploaded');
      if (committed.size !== size)
        throw new TwirpError('invalid_argument', `the artifact has ${committed.size} bytes, not ${size}`);
      if (hash !== undefined && hash !== `sha256:${committed.sha256}`)
        throw new TwirpError('invalid_argument', `the artifact has the digest sha256:${committed.sha256}`);
      artifact.finalized = true;
      return { ok: true, artifact_id: String(artifact.id) };
    },
    ListArtifacts: (body, caller) => {
      const { name_filter: name, id_filter: id } = read(List, body, caller);
      return {
        artifacts: artifactsOf(artifacts, caller.run)
          .filter(
            (artifact) =>
              (name === undefined || artifact.name === name) && (id === undefined || artifact.id === id),
          )
          .map((artifact) => ({
            workflow_run_backend_id: artifact.run.backendId,
            workflow_job_run_backend_id: artifact.job.backendId,
            database_id: String(artifact.id),
            name: artifact.name,
            size: String(artifact.blob.committed?.size ?? 0),
            created_at: new Date(artifact.createdAt).toISOString(),
            digest: `sha256:${artifact.blob.committed?.sha256}`,
          })),
      };
    },
    GetSignedArtifactURL: (body, caller) => {
      const { name } = read(Named, body, caller);
      const { blob } = finalized(caller, name);
      return {
        signed_url: artifacts.signedUrl(
          blob,
          'r',
          blob.contentType === 'application/zip' ? `${name}.zip` : name,
        ),
      };
    },
    DeleteArtifact: async (body, caller) => {
      const { name } = read(Named, body, caller);
      const artifact = finalized(caller, name);
      artifacts.remove(artifact);
      await rm(artifact.blob.file, { force: true });
      return { ok: true, artifact_id: String(artifact.id) };
    },
  };

  return methods;
}

/** @throws TwirpError when the request is not valid or is about another run than the token's */
function read<TSchema extends v.GenericSchema<unknown, v.InferOutput<typeof Ids>>>(
  schema: TSchema,
  body: unknown,
  { run }: JobOfRun,
): v.InferOutput<TSchema> {
  const parsed = v.safeParse(schema, snakeCase(body));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new TwirpError('invalid_argument', `${v.getDotPath(issue) ?? 'request'}: ${issue.message}`);
  }
  if (parsed.output.workflow_run_backend_id !== run.backendId)
    throw new TwirpError('permission_denied', 'the token is not for this workflow run');
  return parsed.output;
}
