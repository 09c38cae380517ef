/** Which release an image is, by its own attested record: for the order of releases under a floating tag. */
import { policyFailure } from '@sealift/core/failure';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import { ReleaseRecord } from '@sealift/core/release/record';
import { parseIdentity, type TrustedIdentity } from '@sealift/core/verification/identity';
import { readBundle } from '@sealift/tools/cosign/bundles';
import type { Subject } from '@sealift/tools/cosign/cosign';
import {
  type Checker,
  explainMissing,
  inspectSubject,
  type SubjectState,
} from '@sealift/tools/cosign/subject-check';
import * as v from 'valibot';

/** The newest record that verifies; `unsigned` when nothing at all is attached to the image. */
export type Holder = { readonly record: ReleaseRecord } | 'unsigned';

/**
 * An upgrade of the pinned workflow must not hide who came first, so the same workflow file is believed at any of its
 * refs. That is enough for an order: whoever can put an image under a tag can put any there.
 * @throws Failure `publish/tag-not-ours` for an image with statements of which none is a record of this source by this
 *   workflow; those of the registry and cosign when it cannot be known
 */
export async function readHolder(checker: Checker, image: Subject, tag: string): Promise<Holder> {
  const state = await inspectSubject(checker, image, ['record']);
  if (!state.listed) return 'unsigned';
  const record = await recordOf(image, state);
  if (record !== undefined) return { record };
  const others = await signersOfSameFile(checker, image, state);
  const [first, ...more] = others;
  if (first !== undefined) {
    const policy = { ...checker.policy, identities: [first, ...more] as const };
    const older = await recordOf(image, await inspectSubject({ ...checker, policy }, image, ['record']));
    if (older !== undefined) return { record: older };
  }
  const { reason } = await explainMissing('record', state);
  throw policyFailure({
    code: 'publish/tag-not-ours',
    cause: `The tag "${tag}" names ${formatImageReference(image)}, and it cannot be known whether that is older: ${reason}.`,
    remedy:
      'Find out who put that image there, and delete the tag once if it may go; or name the workflow that signed it under "certificate-identity" too.',
  });
}

async function recordOf(image: Subject, state: SubjectState): Promise<ReleaseRecord | undefined> {
  for (const { predicate } of await state.statements('record')) {
    const parsed = v.safeParse(ReleaseRecord, predicate);
    // One that cannot be read may be of any commit: nothing older counts instead.
    if (!parsed.success) return undefined;
    if (parsed.output.digest === image.digest && parsed.output.image === formatImageName(image))
      return parsed.output;
  }
  return undefined;
}

/** Identities in certificates that differ from the trusted ones in the ref alone. They are verified like any other. */
async function signersOfSameFile(
  { client, policy }: Checker,
  image: Subject,
  state: SubjectState,
): Promise<readonly TrustedIdentity[]> {
  const files = new Set(
    policy.identities.map((each) => (each.kind === 'exact' ? fileOf(each.identity) : each.workflow)),
  );
  const found = new Map<string, TrustedIdentity>();
  for (const bundle of await state.bundles()) {
    const identity = (await readBundle(client, image, bundle))?.parsed.signer?.identity;
    const parsed = identity === undefined ? undefined : parseIdentity(identity);
    if (identity !== undefined && parsed?.kind === 'exact' && files.has(fileOf(identity)))
      found.set(identity, parsed);
  }
  return [...found.values()];
}

/** `https://github.com/o/r/.github/workflows/w.yml@refs/tags/v1` without the ref. */
const fileOf = (identity: string): string => identity.slice(0, Math.max(identity.indexOf('@'), 0));
