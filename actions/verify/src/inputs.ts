import type { InputReader } from '@sealift/action-kit/inputs';
import { parseTrustPolicy, readTrustInputs } from '@sealift/action-kit/trust-policy';
import { configurationFailure } from '@sealift/core/failure';
import { type Platform, parsePlatform } from '@sealift/core/image/platform';
import { parseImageReference } from '@sealift/core/image/reference';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { parseRequirement, REQUIREMENTS, type Requirement } from '@sealift/core/verification/requirements';
import type { Subject } from '@sealift/tools/cosign/cosign';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import { type Conditions, parseConditions, readConditions } from './conditions.ts';
import type { TrustInput } from './trust.ts';

export type Inputs = {
  readonly images: readonly Subject[];
  readonly evidence: string | undefined;
  readonly policy: TrustPolicy;
  /** What an ops repository demands besides. */
  readonly trust: TrustInput | undefined;
  readonly require: readonly Requirement[];
  /** All that each image has to be for; empty: nobody planned them. */
  readonly platforms: readonly Platform[];
  readonly conditions: Conditions;
  /** Statements from files, instead of from the registry. */
  readonly bundles: string | undefined;
  /** File with the keys to trust. */
  readonly trustedRoot: string | undefined;
  /** No network is used at all. */
  readonly offline: boolean;
  /** File for a verification summary. */
  readonly vsa: string | undefined;
  readonly tools: ToolSource;
  /** Host that user name and password are for. */
  readonly registry: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
  readonly token: string | undefined;
};

/** @throws Failure `verify/bad-input`, `action/input`, `image/bad-reference` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const given = readGiven(reader);
  const asked = readConditions(reader);
  const { bundles, trustedRoot, offline, vsa, username, password, registryAuths, token, tools, trustFile } =
    given;
  checkTogether(given);
  const policy = parseTrustPolicy(given.trust);
  const conditions = parseConditions(asked, policy);
  return {
    images: given.images.map(subject),
    evidence: given.evidence,
    policy: conditions.run === undefined ? policy : { ...policy, run: conditions.run },
    trust: trustFile === undefined ? undefined : { file: trustFile, environment: given.environment },
    require: requirements(given.require),
    platforms: given.platforms.map(parsePlatform),
    conditions,
    ...{ bundles, trustedRoot, offline, vsa },
    registry: given.registry,
    ...{ username, password, registryAuths, token, tools },
  };
}

const readGiven = (reader: InputReader) => ({
  images: reader.list('image'),
  evidence: reader.optional('evidence'),
  trust: readTrustInputs(reader),
  require: reader.list('require'),
  platforms: reader.list('platforms'),
  registry: reader.optional('registry')?.toLowerCase(),
  trustFile: reader.optional('trust'),
  environment: reader.optional('environment'),
  bundles: reader.optional('bundles'),
  trustedRoot: reader.optional('trusted-root'),
  offline: reader.boolean('offline'),
  vsa: reader.optional('vsa'),
  username: reader.optional('username'),
  password: reader.optional('password'),
  registryAuths: reader.optional('registry-auths'),
  token: reader.optional('token'),
  tools: reader.choice('tools', TOOL_SOURCES),
});

/** What inputs mean for each other. */
function checkTogether(given: ReturnType<typeof readGiven>): void {
  if (given.images.length === 0 && given.evidence === undefined)
    throw configurationFailure({
      code: 'verify/bad-input',
      cause: 'There is nothing to verify: neither "image" nor "evidence" is given.',
      remedy: 'Give images as registry/repository@sha256:…, or the folder with the records of a release.',
    });
  // A record comes from an artifact: it must not decide which host gets a password.
  if (given.evidence !== undefined && given.registry === undefined && given.password !== undefined)
    throw configurationFailure({
      code: 'verify/bad-input',
      cause:
        'A "password" is given for images that an evidence folder names, without saying for which registry.',
      remedy: 'Give its host as "registry": the password is sent nowhere else.',
    });
  if (given.offline && (given.bundles === undefined || given.trustedRoot === undefined))
    throw configurationFailure({
      code: 'verify/bad-input',
      cause: 'Without a network there are neither statements nor keys: "offline" is given alone.',
      remedy: 'Give the folder with the statements as "bundles", and the keys as "trusted-root".',
    });
  if (given.environment !== undefined && given.trustFile === undefined)
    throw configurationFailure({
      code: 'verify/bad-input',
      cause: '"environment" is given, and no "trust" whose rules it could choose.',
      remedy: 'Give the path of .sealift.yml of the ops repository as "trust", or leave "environment" out.',
    });
}

function subject(text: string): Subject {
  const { registry, repository, tag, digest } = parseImageReference(text);
  if (tag === undefined && digest !== undefined) return { registry, repository, digest };
  throw configurationFailure({
    code: 'verify/bad-input',
    cause: `"${text}" does not name an image by digest alone.`,
    remedy: `Write ${registry}/${repository}@sha256:…: a tag says nothing about what was verified.`,
  });
}

const wrong = (name: string, value: string, expected: string) =>
  configurationFailure({
    code: 'verify/bad-input',
    cause: `The input "${name}" is "${value}".`,
    remedy: `Give ${expected}.`,
  });

function requirements(names: readonly string[]): readonly Requirement[] {
  const known = `${REQUIREMENTS.join(', ')} or the URI of a predicate type`;
  if (names.length === 0) throw wrong('require', '', `at least one of ${known}`);
  const parsed = names.map((name) => {
    const requirement = parseRequirement(name);
    if (requirement === undefined) throw wrong('require', name, `only ${known}`);
    return requirement;
  });
  // In the order in which they are shown.
  return [...REQUIREMENTS.filter((kind) => parsed.includes(kind)), ...new Set(parsed.filter(isOther))];
}

const isOther = (requirement: Requirement): boolean => !REQUIREMENTS.some((kind) => kind === requirement);
