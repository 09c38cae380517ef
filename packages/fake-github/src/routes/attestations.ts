import * as v from 'valibot';
import { ApiError } from '../rest/api-error.ts';
import { ok, type RepositoryCall, repositoryRoute } from '../rest/call.ts';
import type { StoredAttestation } from '../state.ts';

const PATH = '/repos/{owner}/{repo}/attestations';

const Created = v.object({
  bundle: v.object({
    mediaType: v.pipe(v.string(), v.startsWith('application/vnd.dev.sigstore.bundle')),
    verificationMaterial: v.record(v.string(), v.unknown()),
    dsseEnvelope: v.object({ payload: v.string(), payloadType: v.literal('application/vnd.in-toto+json') }),
  }),
});
const Statement = v.object({
  subject: v.pipe(v.array(v.object({ digest: v.record(v.string(), v.string()) })), v.minLength(1)),
  predicateType: v.string(),
});

/** GitHub verifies the bundle. Here it has to be one, about something. */
function readBundle(body: unknown): StoredAttestation {
  const parsed = v.safeParse(Created, body);
  const statement = parsed.success
    ? v.safeParse(Statement, parseJson(parsed.output.bundle.dsseEnvelope.payload))
    : undefined;
  if (!parsed.success || statement?.success !== true)
    throw new ApiError(422, 'Invalid request.\n\nbundle is not a valid Sigstore bundle');
  const { subject, predicateType } = statement.output;
  return {
    // As it came: members that are not looked at are kept.
    bundle: (body as { readonly bundle: object }).bundle,
    predicateType,
    subjects: subject.flatMap(({ digest }) => Object.entries(digest).map(([name, hex]) => `${name}:${hex}`)),
  };
}

function parseJson(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

const matching = ({ repository, path, query }: RepositoryCall) =>
  repository.attestations.filter(
    ({ subjects, predicateType }) =>
      subjects.includes(String(path['subject_digest'])) &&
      (query['predicate_type'] === undefined || query['predicate_type'] === predicateType),
  );

export const attestationRoutes = [
  repositoryRoute(`POST ${PATH}`, [['attestations', 'write']], async (call) => {
    call.repository.attestations.push(readBundle(call.body));
    return { status: 201, body: { id: call.repository.attestations.length } };
  }),
  repositoryRoute(`GET ${PATH}/{subject_digest}`, [['attestations', 'read']], async (call) =>
    ok({
      attestations: matching(call).map(({ bundle }) => ({
        bundle,
        repository_id: call.repository.id,
        bundle_url: 'https://tmaproduction.blob.core.windows.net/attestations/bundle.json.sn',
      })),
    }),
  ),
];
