/**
 * Which evidence is a build leg's. Any job of the caller's run can add, replace and delete artifacts; no job can write
 * another's outputs. So a leg puts the digest of what it uploaded into an output of its own, `evidence-<slot>`, and the
 * signer takes exactly those bytes, for exactly the platform that the plan gave that slot.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-jobs-run/pass-job-outputs
 */
import { configurationFailure, type Failure, policyFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { formatPlatform, parsePlatform } from '@sealift/core/image/platform';
import { MAX_PLATFORMS } from '@sealift/core/release/plan/limits';
import { type EvidencePart, evidencePartOf, parseEvidencePart } from '@sealift/core/release/record';
import type { Contents } from './contents.ts';

/** One planned build leg, with the digest of the archive that it uploaded. */
export type Binding = {
  /** Position among the planned platforms. */
  readonly slot: number;
  /** os/architecture[/variant] */
  readonly platform: string;
  readonly digest: Digest;
};

/** Name of the output that binds the evidence of a slot. */
export const slotOutput = (slot: number): `evidence-${number}` => `evidence-${slot}`;

/**
 * The bindings of one app, a planned platform each, in the order of the plan.
 * @param outputs JSON of the build job's outputs: `{"evidence-0":"sha256:…"}`; an empty output counts as none
 * @param platforms planned, the first has slot 0
 * @throws Failure `evidence/bad-binding` when it is not that; `evidence/unbound` when a planned platform has none
 */
export function readBindings(outputs: string, platforms: readonly string[]): readonly Binding[] {
  const planned = platforms.map((text) => formatPlatform(parsePlatform(text)));
  if (planned.length === 0) throw badBinding('no platform is planned');
  if (planned.length > MAX_PLATFORMS)
    throw badBinding(`${planned.length} platforms are planned, and there are outputs for ${MAX_PLATFORMS}`);
  if (new Set(planned).size < planned.length) throw badBinding('a platform is planned twice');
  const digests = readOutputs(outputs);
  const slots = planned.map((_, slot): string => slotOutput(slot));
  for (const name of digests.keys())
    if (!slots.includes(name)) throw badBinding(`it has the output "${name}", for which nothing is planned`);
  const bindings = planned.flatMap((platform, slot): Binding[] => {
    const digest = digests.get(slotOutput(slot));
    return digest === undefined ? [] : [{ slot, platform, digest }];
  });
  const lacking = planned.filter((platform) => !bindings.some((binding) => binding.platform === platform));
  if (lacking.length > 0)
    throw policyFailure({
      code: 'evidence/unbound',
      cause: `No build job says which evidence is that of ${lacking.join(', ')}.`,
      remedy:
        'Run the build of that platform again: its evidence action needs "slot", and its job the output.',
    });
  if (new Set(bindings.map(({ digest }) => digest)).size < bindings.length)
    throw badBinding('two platforms have the same evidence');
  return bindings;
}

function readOutputs(text: string): ReadonlyMap<string, Digest> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badBinding('it is not JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw badBinding('it is no JSON object');
  const digests = new Map<string, Digest>();
  for (const [name, value] of Object.entries(json)) {
    if (value === '') continue;
    if (typeof value !== 'string' || !isDigest(value)) throw badBinding(`"${name}" is no sha256 digest`);
    digests.set(name, value);
  }
  return digests;
}

const badBinding = (reason: string): Failure =>
  configurationFailure({
    code: 'evidence/bad-binding',
    cause: `The outputs of the build job cannot say which evidence is whose: ${reason}.`,
    remedy:
      'Give the outputs of the build job as JSON ("bound"), and its platforms in the order of its matrix ("platforms").',
  });

export type PlannedLeg = {
  /** registry/repository */
  readonly image: string;
  readonly platform: string;
};

/**
 * Refuses the evidence of a leg that is about anything but that leg: an image of one platform, built, scanned, listed
 * and pushed as the same bytes.
 * @param label for messages
 * @throws Failure `evidence/not-planned`
 */
export function requirePlanned(contents: Contents, planned: PlannedLeg, label: string): void {
  const refuse = (reason: string): Failure =>
    policyFailure({
      code: 'evidence/not-planned',
      cause: `The evidence of ${planned.image} for ${planned.platform} (${label}) is not of that build: ${reason}.`,
      remedy: 'Do not release from this run: find out which step wrote the evidence, and run all jobs again.',
    });
  const only = <Name extends 'build' | 'scan' | 'sbom' | 'publish'>(name: Name): EvidencePart<Name> => {
    const found = [...contents.files].filter(([file]) => evidencePartOf(file) === name);
    const [first] = found;
    if (first === undefined) throw refuse(`it has no ${name}.json`);
    if (found.length > 1) throw refuse(`it has ${found.length} parts of the kind "${name}"`);
    return parseEvidencePart(name, first[1].toString('utf8'), `${label}/${first[0]}`);
  };
  for (const file of contents.files.keys()) {
    const part = evidencePartOf(file);
    if (part === 'sign' || part === 'record') throw refuse(`a build makes no ${part}.json`);
  }
  const [build, scan, sbom, publish] = [only('build'), only('scan'), only('sbom'), only('publish')];
  if (publish.image !== planned.image) throw refuse(`it was pushed to ${publish.image}`);
  const [manifest] = build.platforms;
  if (manifest === undefined || build.platforms.length > 1)
    throw refuse(`the build is of ${build.platforms.length} platforms`);
  // Of a rebuild that changed nothing the manifest was there already, and its new provenance is not pushed.
  if (publish.digest !== build.digest && publish.digest !== manifest.digest)
    throw refuse(`${publish.digest} was pushed, and ${build.digest} was built`);
  for (const [what, platform] of [
    ['built', manifest.platform],
    ['scanned', scan.platform],
    ['listed', sbom.platform],
  ] as const)
    if (platform !== planned.platform) throw refuse(`what was ${what} is for ${platform}`);
  for (const [what, subject] of [
    ['scanned', scan.subject],
    ['listed', sbom.subject],
  ] as const)
    if (subject !== manifest.digest) throw refuse(`${subject} was ${what}, and ${manifest.digest} was built`);
}
