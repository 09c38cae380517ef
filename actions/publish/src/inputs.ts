import type { InputReader } from '@sealift/action-kit/inputs';
import { readSigstore } from '@sealift/action-kit/sigstore-input';
import { parseTrustPolicy, type TrustInputs } from '@sealift/action-kit/trust-policy';
import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { type Platform, parsePlatform } from '@sealift/core/image/platform';
import { formatImageName, type ImageName, isTag, parseImageReference } from '@sealift/core/image/reference';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';

/** `platforms` are all that the image has to be for; empty: nobody planned them. */
type Common = {
  readonly image: ImageName;
  /** Moved at the end. */
  readonly tags: readonly string[];
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
  readonly token: string | undefined;
};

/** A release of this commit, by this signer, from this source. */
export type ReleaseTrust = {
  readonly policy: TrustPolicy;
  /** 40 hex digits. */
  readonly commit: string;
};

/** What the step does follows from what it is given; there is no input that could contradict the others. */
export type Inputs =
  | (Common & {
      /** Push the bytes of a layout. */
      readonly mode: 'layout';
      readonly layout: string;
      readonly evidence: string | undefined;
      readonly platforms: readonly Platform[];
      /** An image of one platform that one of them names already is not pushed again. */
      readonly compareTags: readonly string[];
    })
  | (Common & {
      /** Make one image of the builds in the evidence folder. */
      readonly mode: 'merge';
      readonly evidence: string;
      readonly releasedTag: string | undefined;
      /** What an image that carries that tag must be to be kept; given with the tag. */
      readonly trust: ReleaseTrust | undefined;
      readonly tools: ToolSource;
      readonly platforms: readonly Platform[];
      /** When they name a release of the very same manifests, nothing is merged. Given with the released tag. */
      readonly compareTags: readonly string[];
    })
  | (Common & {
      /** Copy an image with all that is attached to it, then move tags there. */
      readonly mode: 'copy';
      readonly digest: Digest;
      readonly destinations: readonly ImageName[];
      readonly releasedTag: string | undefined;
      /** Who must have released it; floating tags then move forward only. */
      readonly policy: TrustPolicy | undefined;
      readonly tools: ToolSource;
    })
  | (Common & {
      /** Move tags to an image that is there. */
      readonly mode: 'tag';
      readonly digest: Digest;
      readonly evidence: string | undefined;
      /** The one of the tags that never moves. */
      readonly releasedTag: string | undefined;
      /** Who made the releases that the tags name: floating tags then move forward only. */
      readonly policy: TrustPolicy | undefined;
      readonly tools: ToolSource;
    });

/** @throws Failure `publish/bad-input`, `action/input`, `image/bad-reference` */
export function loadInputs(reader: InputReader): Inputs {
  const text = reader.required('image');
  const layout = reader.optional('layout');
  const evidence = reader.optional('evidence');
  const tagTexts = reader.list('tags');
  const releasedTag = reader.optional('released-tag');
  const compareTexts = reader.list('compare-tags');
  const copyTexts = reader.list('copy-to');
  const trustInputs: TrustInputs = {
    identities: reader.lines('certificate-identity'),
    issuer: reader.optional('certificate-oidc-issuer') ?? '',
    sourceRepository: reader.optional('source-repository') ?? '',
    sourceRef: reader.optional('source-ref') ?? '',
    sigstore: readSigstore(reader),
  };
  const commit = reader.optional('commit') ?? '';
  const tools = toolSource(reader.optional('tools'));
  const username = reader.optional('username');
  const password = reader.optional('password');
  const registryAuths = reader.optional('registry-auths');
  const token = reader.optional('token');
  const platforms = reader.list('platforms').map(parsePlatform);

  const { registry, repository, tag, digest } = parseImageReference(text);
  const image = { registry, repository };
  if (tag !== undefined)
    throw wrong(
      `The input "image" carries the tag "${tag}".`,
      `Write ${formatImageName(image)} and name the tag under "tags".`,
    );
  if ((username === undefined) !== (password === undefined))
    throw wrong(
      `The input "${username === undefined ? 'username' : 'password'}" is empty and "${username === undefined ? 'password' : 'username'}" is not.`,
      'Give both, or neither.',
    );
  const tags = [...new Set(tagTexts.map((each) => tagOf(each, image)))];
  const compareTags = [...new Set(compareTexts.map((each) => tagOf(each, image)))];
  if (releasedTag !== undefined && !isTag(releasedTag)) throw notATag('released-tag', releasedTag);
  const common = { image, tags, username, password, registryAuths, token };

  const destinations = copyTexts.map((each) => destinationOf(each, image));
  if (destinations.length > 0 && (digest === undefined || layout !== undefined || evidence !== undefined))
    throw wrong(
      'The input "copy-to" copies an image that is released: "image" names no digest, or "layout" or "evidence" is given.',
      `Give the digest in "image" (${formatImageName(image)}@sha256:…) and leave the others out.`,
    );
  if (layout !== undefined && releasedTag !== undefined)
    throw wrong(
      'The input "released-tag" has no meaning together with "layout".',
      'Give it to the step that merges the platform builds, and to the one that moves the tags.',
    );
  if (layout !== undefined) {
    if (digest === undefined) return { mode: 'layout', layout, evidence, platforms, compareTags, ...common };
    throw wrong(
      'The inputs "layout" and a digest in "image" contradict each other: the layout has its own digest.',
      `Write ${formatImageName(image)} to push the layout, or leave "layout" out to move tags.`,
    );
  }
  if (digest !== undefined) {
    if (compareTags.length > 0)
      throw wrong(
        'The input "compare-tags" has no meaning together with a digest in "image".',
        'Give it to the step that pushes or merges the image.',
      );
    if (platforms.length > 0)
      throw wrong(
        'The input "platforms" has no meaning together with a digest in "image".',
        'Give it to the step that pushes or merges the image.',
      );
    if (releasedTag !== undefined && !tags.includes(releasedTag))
      throw wrong(
        `The input "released-tag" is "${releasedTag}", which is not among the "tags" to move.`,
        'Name it under "tags" too, or leave it out.',
      );
    const policy = trustInputs.identities.length === 0 ? undefined : parseTrustPolicy(trustInputs);
    if (destinations.length > 0)
      return { mode: 'copy', digest, destinations, releasedTag, policy, tools, ...common };
    if (tags.length > 0) return { mode: 'tag', digest, evidence, releasedTag, policy, tools, ...common };
    throw wrong(
      'The input "image" names a digest and "tags" is empty, so there is nothing to do.',
      'Name the tags to move, or give "layout" or "evidence" and an image without a digest.',
    );
  }
  if (evidence !== undefined) {
    if (compareTags.length > 0 && releasedTag === undefined)
      throw wrong(
        'The input "compare-tags" is given and "released-tag" is not.',
        'Give both: what the tags name must be a release.',
      );
    const trust = releasedTag === undefined ? undefined : releaseTrust(trustInputs, commit);
    return { mode: 'merge', evidence, releasedTag, trust, platforms, compareTags, tools, ...common };
  }
  throw wrong(
    'Nothing to publish: "layout" and "evidence" are empty, and "image" names no digest.',
    'Give a layout to push, an evidence folder with pushed builds to merge, or an image with a digest and tags to move.',
  );
}

function releaseTrust(inputs: TrustInputs, commit: string): ReleaseTrust {
  if (/^[0-9a-f]{40}$/.test(commit)) return { policy: parseTrustPolicy(inputs), commit };
  throw wrong(
    `The input "commit" is "${commit}".`,
    'Give the commit that is released, 40 hex digits: what carries the released tag must be a release of it.',
  );
}

function toolSource(text = 'pinned'): ToolSource {
  const known = TOOL_SOURCES.find((source) => source === text);
  if (known !== undefined) return known;
  throw wrong(`The input "tools" is "${text}".`, `Use one of ${TOOL_SOURCES.join(', ')}.`);
}

const wrong = (cause: string, remedy: string) =>
  configurationFailure({ code: 'publish/bad-input', cause, remedy });

const notATag = (input: string, text: string) =>
  wrong(
    `"${text}" in the input "${input}" is not a tag.`,
    'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".',
  );

function destinationOf(text: string, image: ImageName): ImageName {
  const { registry, repository, tag, digest } = parseImageReference(text);
  if (tag !== undefined || digest !== undefined)
    throw wrong(`"${text}" in the input "copy-to" carries a tag or a digest.`, 'Name its tags under "tags".');
  if (registry !== image.registry || repository !== image.repository) return { registry, repository };
  throw wrong(`"${text}" in the input "copy-to" is the image itself.`, 'Name other repositories.');
}

/** A bare tag, or a full reference such as docker/metadata-action makes. */
function tagOf(text: string, image: ImageName): string {
  if (isTag(text)) return text;
  if (!text.includes('/')) throw notATag('tags', text);
  const { registry, repository, tag, digest } = parseImageReference(text);
  if (tag === undefined || digest !== undefined) throw notATag('tags', text);
  if (registry === image.registry && repository === image.repository) return tag;
  throw wrong(
    `"${text}" in the input "tags" belongs to another image than ${formatImageName(image)}.`,
    'Give only tags of the image, and push to each further image in a step of its own.',
  );
}
