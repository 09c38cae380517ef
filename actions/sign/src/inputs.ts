import type { InputReader } from '@sealift/action-kit/inputs';
import { readSigstore } from '@sealift/action-kit/sigstore-input';
import { parseThreshold } from '@sealift/action-kit/threshold';
import { configurationFailure } from '@sealift/core/failure';
import { parseDigest } from '@sealift/core/image/digest';
import { formatPlatform, parsePlatform } from '@sealift/core/image/platform';
import { formatImageName, isTag, parseImageReference } from '@sealift/core/image/reference';
import { CYCLONEDX_TYPE, MAX_COPIES } from '@sealift/core/release/record';
import { PINNING, parseFrontends, type SourcePolicy } from '@sealift/core/release/source-policy';
import { BLIND_MODES } from '@sealift/core/scan/blindness';
import { parseRequirement, REQUIREMENTS } from '@sealift/core/verification/requirements';
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import type { Limits, ReleasePolicy } from '@sealift/evidence/judge-again';
import type { Subject } from '@sealift/tools/cosign/cosign';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import type { GivenPredicate } from './extra-statements.ts';

export type Inputs = {
  readonly image: Subject;
  readonly evidence: string;
  readonly app: string;
  readonly tags: readonly string[];
  readonly deployTag: string;
  /** registry/repository, each once. */
  readonly copies: readonly string[];
  /** Planned platforms; empty: those of the image. */
  readonly platforms: readonly string[];
  /** What the verdicts must have been judged by. */
  readonly policy: ReleasePolicy;
  readonly limits: Omit<Limits, 'now'>;
  /** What the builds may have been made with. */
  readonly sources: SourcePolicy;
  /** Inputs of the workflow that runs this job, for the provenance. */
  readonly workflowInputs: Readonly<Record<string, unknown>>;
  /** What is attested beside what every release carries. */
  readonly predicates: readonly GivenPredicate[];
  /** Whether CycloneDX documents of the evidence are attested. */
  readonly cyclonedx: boolean;
  /** Whether GitHub's store of attestations gets them too. */
  readonly githubAttestations: boolean;
  /** Folder that the bundles are kept in. */
  readonly bundles: string | undefined;
  readonly signingConfig: string | undefined;
  /** undefined: by the visibility of the repository, unless a signing configuration is given. */
  readonly sigstore: SigstoreInstance | undefined;
  readonly tools: ToolSource;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
  readonly token: string | undefined;
};

/** @throws Failure `sign/bad-input`, `action/input`, `image/bad-reference` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const given = {
    image: reader.required('image'),
    evidence: reader.required('evidence'),
    app: reader.required('app'),
    tags: reader.list('tags'),
    deployTag: reader.required('deploy-tag'),
    copyTo: reader.list('copy-to'),
    platforms: reader.list('platforms'),
    severities: reader.list('severity'),
    fixableOnly: reader.boolean('ignore-unfixed'),
    blind: reader.choice('blind', BLIND_MODES),
    ignoreFiles: reader.list('ignore-files'),
    notBefore: reader.optional('not-before'),
    maxScanAge: reader.integer('max-scan-age', { min: 1, max: MOST_HOURS }),
    maxDatabaseAge: reader.integer('max-database-age', { min: 1, max: MOST_HOURS }),
    frontends: reader.list('frontends'),
    pinnedBases: reader.choice('require-pinned-bases', PINNING),
    workflowInputs: reader.optional('workflow-inputs'),
    predicateTypes: reader.lines('predicate-type'),
    predicatePaths: reader.lines('predicate-path'),
    cyclonedx: reader.boolean('cyclonedx'),
    githubAttestations: reader.boolean('github-attestations'),
    bundles: reader.optional('bundles'),
    signingConfig: reader.optional('signing-config'),
    sigstore: readSigstore(reader),
    username: reader.optional('username'),
    password: reader.optional('password'),
    registryAuths: reader.optional('registry-auths'),
    token: reader.optional('token'),
    tools: reader.choice('tools', TOOL_SOURCES),
  };
  if (given.signingConfig !== undefined && given.sigstore !== undefined)
    throw configurationFailure({
      code: 'sign/bad-input',
      cause: 'Both "signing-config" and "sigstore" are given.',
      remedy:
        'Give "sigstore" for the public or GitHub\'s own instance, or "signing-config" for another one.',
    });
  const { severities, fixableOnly, blind, ignoreFiles, notBefore, maxScanAge, maxDatabaseAge, ...others } =
    given;
  const { frontends, pinnedBases, predicateTypes, predicatePaths, copyTo, ...rest } = others;
  return {
    ...rest,
    image: subject(given.image),
    tags: given.tags.map((tag) => tagName('tags', tag)),
    deployTag: tagName('deploy-tag', given.deployTag),
    copies: copiesOf(copyTo),
    platforms: given.platforms.map((text) => formatPlatform(parsePlatform(text))),
    policy: {
      threshold: parseThreshold(severities),
      fixableOnly,
      blind,
      ignoreFiles: ignoreFiles.map(parseDigest),
    },
    sources: { frontends: parseFrontends(frontends), pinnedBases },
    workflowInputs: parseWorkflowInputs(given.workflowInputs),
    predicates: parsePredicates(predicateTypes, predicatePaths),
    limits: {
      begun: notBefore === undefined ? undefined : parseTime(notBefore),
      maxScanAge: maxScanAge * HOUR,
      maxDatabaseAge: maxDatabaseAge * HOUR,
    },
  };
}

/** Names that cosign has for types, and those of the two formats of VEX. */
const SHORT_TYPES: Readonly<Record<string, string>> = {
  cyclonedx: CYCLONEDX_TYPE,
  openvex: 'https://openvex.dev/ns',
  csaf: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json',
};
const MOST_PREDICATES = 20;

/** A line of the one for each line of the other. */
function parsePredicates(types: readonly string[], paths: readonly string[]): readonly GivenPredicate[] {
  if (types.length !== paths.length || types.length > MOST_PREDICATES)
    throw configurationFailure({
      code: 'sign/bad-input',
      cause: `There are ${types.length} lines in "predicate-type" and ${paths.length} in "predicate-path".`,
      remedy: `Give a type and a path for each predicate, in the same order, at most ${MOST_PREDICATES}.`,
    });
  return paths.map((file, at) => ({ type: predicateType(types[at] ?? ''), file }));
}

function predicateType(text: string): string {
  const type = Object.hasOwn(SHORT_TYPES, text) ? SHORT_TYPES[text] : text;
  const requirement = parseRequirement(type ?? '');
  const own = REQUIREMENTS.some((kind) => kind === requirement);
  if (requirement !== undefined && !own) return requirement;
  throw configurationFailure({
    code: 'sign/bad-input',
    cause: own
      ? `"${text}" in "predicate-type" is what every release carries: it is made from evidence, not from a file.`
      : `"${text}" in "predicate-type" is no predicate type.`,
    remedy: `Give the URI of another type, or one of ${Object.keys(SHORT_TYPES).join(', ')}.`,
  });
}

/** Characters. GitHub's own limit for the inputs of a workflow. */
const MOST_INPUTS = 65_535;

/** @param text JSON of an object, as `toJSON(inputs)` makes it */
function parseWorkflowInputs(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  const bad = () =>
    configurationFailure({
      code: 'sign/bad-input',
      cause: `The input "workflow-inputs" is no JSON object of at most ${MOST_INPUTS} characters.`,
      remedy: 'Give the toJSON(inputs) of a called workflow, or leave it out.',
    });
  if (text.length > MOST_INPUTS) throw bad();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad();
  return { ...value };
}

/** Milliseconds. */
const HOUR = 3_600_000;
const MOST_HOURS = 24 * 365;

function parseTime(text: string): number {
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw configurationFailure({
    code: 'sign/bad-input',
    cause: `The input "not-before" is "${text}".`,
    remedy:
      'Give the time at which the run began, as the output "planned-at" of plan has it: 2026-11-26T18:00:00Z.',
  });
}

function subject(text: string): Subject {
  const { registry, repository, tag, digest } = parseImageReference(text);
  if (tag !== undefined || digest === undefined)
    throw configurationFailure({
      code: 'sign/bad-input',
      cause: `"${text}" does not name an image by digest alone.`,
      remedy: `Write ${registry}/${repository}@sha256:…: a tag may mean another image by the time it is signed.`,
    });
  return { registry, repository, digest: parseDigest(digest) };
}

function copiesOf(texts: readonly string[]): readonly string[] {
  const names = texts.map((text) => {
    const { tag, digest, ...name } = parseImageReference(text);
    if (tag === undefined && digest === undefined) return formatImageName(name);
    throw configurationFailure({
      code: 'sign/bad-input',
      cause: `"${text}" in the input "copy-to" carries a tag or a digest.`,
      remedy: 'Name repositories, as for "copy-to" of publish.',
    });
  });
  const copies = [...new Set(names)];
  if (copies.length <= MAX_COPIES) return copies;
  throw configurationFailure({
    code: 'sign/bad-input',
    cause: `The input "copy-to" names ${copies.length} repositories.`,
    remedy: `Name at most ${MAX_COPIES}.`,
  });
}

function tagName(input: string, text: string): string {
  if (isTag(text)) return text;
  throw configurationFailure({
    code: 'sign/bad-input',
    cause: `"${text}" in the input "${input}" is not a tag.`,
    remedy: 'Give tags alone, without the image name: at most 128 letters, digits, "_", "." and "-".',
  });
}
