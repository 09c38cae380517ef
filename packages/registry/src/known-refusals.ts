/**
 * Refusals that registries explain in words alone, under codes that mean other things as well. Each was reported by
 * users of that registry; what it means stands here, so that nobody has to search for it.
 */
import type { FailureCode } from '@sealift/core/failure';

export type KnownRefusal = {
  readonly code: FailureCode;
  readonly remedy: string;
  /** Another attempt may work: everything else is for a person to mend. */
  readonly passing?: true;
};

/** @param name registry/repository */
type Explain = (name: string) => KnownRefusal;

const denied =
  (remedy: string): Explain =>
  () => ({ code: 'registry/denied', remedy });

/** No quantifier of these stands beside another that takes the same characters. */
const KNOWN: readonly (readonly [pattern: RegExp, explain: Explain])[] = [
  [
    // ECR, Artifact Registry and Harbor.
    /immutab(?:le|ility)/i,
    (name) => ({
      code: 'registry/immutable-tag',
      remedy: `Give this release a new tag, or let the repository's settings leave out the tags that move: the registry keeps the tags of ${name} as they are.`,
    }),
  ],
  [
    // ghcr.io, also to a token with "packages: write".
    /installation not allowed to create/i,
    (name) => ({
      code: 'registry/denied',
      remedy: `Give the job "packages: write" under "permissions:", and the calling job too when this is a reusable workflow. Where it has that, the organization lets no workflow create packages: allow it under the organization's settings, "Packages", or push ${name} once by hand and give this repository the role Write under the package's settings, "Manage Actions access".`,
    }),
  ],
  [
    // ghcr.io.
    /token provided does not match expected scopes/i,
    denied(
      'Give the personal access token the scope "write:packages" (and "read:packages"): fine-grained tokens are not taken. In a workflow, the job\'s own token with "packages: write" does.',
    ),
  ],
  [
    // ECR: twelve hours after the login; a build may have waited that long for its runner.
    /authorization token has expired/i,
    denied(
      'Log in to the registry again in this job, after the steps that take long: its logins last twelve hours.',
    ),
  ],
  [
    // ECR.
    /repository with name '[^']{1,256}' does not exist/i,
    (name) => ({
      code: 'registry/not-found',
      remedy: `Create the repository of ${name} first, by your infrastructure code or by "create-repository" of the action "login" (of the workflow: "create-repositories"): this registry makes none on the first push, unless a repository creation template says so.`,
    }),
  ],
  [
    // Artifact Registry; it does not say whether the repository or the right is missing.
    /permission "artifactregistry\.[a-z.]{1,80}" denied/i,
    denied(
      'Give the service account the role "Artifact Registry Writer" (or "Reader", to read) on that repository, and check project, location and repository in the name: what does not exist is answered in the same way.',
    ),
  ],
  [
    // Artifact Registry; a login for another host, such as gcr.io, is none.
    /unauthenticated requests do not have permission/i,
    denied(
      'Log in to this very host in this job: by "gcp-workload-identity-provider" of the action "login" (of the workflow, too), or as the user "oauth2accesstoken" with an access token.',
    ),
  ],
  [
    // Azure's registry.
    /client with IP .{1,80} is not allowed access/i,
    denied(
      "Allow the address of this runner in the registry's network rules, or run the job on a runner in a network that they allow: the registry's firewall does not let this runner in.",
    ),
  ],
  [
    // Azure's registry, for whom has too few rights as well as for nobody.
    /authentication required, visit https:\/\/aka\.ms\/acr\/authorization/i,
    denied(
      'Log in to it in this job, and give the identity that logs in the role "AcrPush" ("AcrPull", to read) on that registry, or "Container Registry Repository Writer" ("Reader") where it has permissions by repository.',
    ),
  ],
  [
    // Azure's registry: locks are set on tags, images and repositories.
    /operation is disallowed on this registry, repository or image/i,
    (name) => ({
      code: 'registry/immutable-tag',
      remedy: `Something of ${name} is locked: give this release a new tag, or unlock what has to move ("az acr repository update --write-enabled true").`,
    }),
  ],
  [
    // Harbor.
    /project [^ ]{1,256} not found/i,
    (name) => ({
      code: 'registry/not-found',
      remedy: `Create the project of ${name} first: Harbor makes repositories on the first push, and no projects.`,
    }),
  ],
  [
    // Harbor, Quay, GitLab, Artifactory.
    /exceeds? the configured upper limit|quota (?:has been )?exceeded|exceeded (?:the )?(?:storage )?quota/i,
    (name) => ({
      code: 'registry/not-accepted',
      remedy: `Delete what is not needed, or raise the quota: the storage that ${name} may use is full.`,
    }),
  ],
  [
    // Docker Hub: it counts by hours, so that waiting for the next attempt is no use.
    /reached your (?:unauthenticated |authenticated )?pull rate limit/i,
    () => ({
      code: 'registry/unavailable',
      remedy:
        'Log in to Docker Hub, whose limit for callers without login is shared by all who use the same address, or read through a mirror.',
    }),
  ],
  [
    // ECR, when an index comes before what it lists; its replicas may take a moment.
    /images with digests .{1,4000} do not exist/is,
    () => ({
      code: 'registry/unavailable',
      passing: true,
      remedy:
        'Run the job again, which uploads what is missing; let no lifecycle rule delete untagged images while images are pushed.',
    }),
  ],
];

/** Undefined for a message that says nothing of its own. */
export function knownRefusal(message: string, name: string): KnownRefusal | undefined {
  return KNOWN.find(([pattern]) => pattern.test(message))?.[1](name);
}
