/** What a run is given: by GitHub (event, secrets, identity of the run) and by the machine that it runs on. */
import type { Conclusion, RunEvent } from './events.ts';
import type { GitHub } from './github.ts';
import type { Permissions } from './permissions.ts';

/** A repository at a commit, as a folder on this machine. It is only read. */
export type RepositoryFiles = {
  readonly folder: string;
  /** 40 hex digits. */
  readonly sha: string;
  /** In full, `refs/tags/v1` where `v1` was asked for; as it was asked for when not given. */
  readonly ref?: string;
};

/** A workflow file that took part in bringing a job about. */
export type WorkflowReference = {
  /** `owner/name` */
  readonly repository: string;
  /** `.github/workflows/main.yml` */
  readonly path: string;
  /** As the host resolved what stands after `@`, or the run's `refs/heads/main`; of `./` and `$/` that of the file they stand in. */
  readonly ref: string;
  readonly sha: string;
};

/** `owner/name/.github/workflows/main.yml@refs/heads/main`, as in `github.workflow_ref` and `job.workflow_ref`. */
export const workflowRef = ({ repository, path, ref }: WorkflowReference): string =>
  `${repository}/${path}@${ref}`;

/** Everything that a stand-in for GitHub must know of a job to give it tokens. */
export type JobIdentity = {
  /** Unique in the run. */
  readonly key: string;
  readonly name: string;
  /** Ids from the run's workflow down to the job: `['release', 'build']`. */
  readonly path: readonly string[];
  readonly runId: string;
  readonly runAttempt: number;
  readonly repository: string;
  /** The run's workflow first, the file that holds the job last. */
  readonly workflows: readonly [WorkflowReference, ...WorkflowReference[]];
  readonly permissions: Permissions;
  readonly environment: string | undefined;
  /** Values of the leg. */
  readonly matrix: Readonly<Record<string, unknown>> | undefined;
  readonly labels: readonly string[];
  /** `job.check_run_id` */
  readonly checkRunId: number;
};

export type JobServices = {
  /** `github.token` and `secrets.GITHUB_TOKEN`. */
  readonly token: string;
  /** Environment of actions only, as GitHub does: ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL … */
  readonly actions?: Readonly<Record<string, string>>;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN, with `id-token: write` only. */
  readonly idToken?: { readonly url: string; readonly token: string } | undefined;
  /** Environment of every step of the job. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A service container, as a job asks for it. */
export type ServiceContainer = {
  /** Its name in the job. */
  readonly id: string;
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ports of the container; `host` is the machine's, where the job names one. */
  readonly ports: readonly { readonly container: string; readonly host: number | undefined }[];
  /** Of `docker create`, as written. */
  readonly options: string;
};

export type StartedService = {
  /** Port of the machine by port of the container, as in `job.services.<id>.ports`. */
  readonly ports: Readonly<Record<string, number>>;
  stop(): Promise<void>;
};

/** Comes back when the service answers. @throws whatever it says fails the job */
export type StartService = (service: ServiceContainer) => Promise<StartedService>;

export type Host = {
  /** Labels of `runs-on` that this machine serves. A workflow that asks for another one is refused. */
  readonly labels: readonly string[];
  readonly runner: {
    readonly name: string;
    readonly environment: 'github-hosted' | 'self-hosted';
  };
  /** Path of a Node 24: every JavaScript action runs on it. */
  readonly node: string;
  /** Environment of every step. Nothing else is inherited: PATH must be there. */
  readonly env: Readonly<Record<string, string>>;
  /** Shared by all jobs; without it each job has its own. */
  readonly toolCache?: string;
  /** How many jobs run at once; without it all that can. */
  readonly machines?: number;
  /** Files of `owner/name@ref`, undefined when there is no such repository or ref. */
  readonly files: (repository: string, ref: string) => Promise<RepositoryFiles | undefined>;
  /**
   * Values of a called workflow's inputs that hold on this machine, whatever its caller gives. Names that it does not
   * declare are left out.
   */
  readonly inputs?: (workflow: WorkflowReference) => Readonly<Record<string, string>>;
  /** The same for inputs of an action that a repository publishes. */
  readonly actionInputs?: (action: {
    readonly repository: string;
    readonly ref: string;
  }) => Readonly<Record<string, string>>;
  /**
   * What stands in for a service container of that image; undefined where nothing does: the job is refused. Without it
   * every job with `services:` is.
   */
  readonly service?: (image: string) => StartService | undefined;
  /** Told the process groups of steps while they may have members: it can end them when this process is killed. */
  readonly guard?: { watch(group: number): void; forget(group: number): void };
  /** A job starts: its tokens are made. */
  readonly startJob: (job: JobIdentity) => Promise<JobServices>;
  /** A job that was started has ended: its tokens may be taken away. */
  readonly endJob?: (job: JobIdentity, conclusion: Conclusion) => Promise<void>;
};

/** Milliseconds. Tests shrink them. */
export type Timing = {
  /** Of `timeout-minutes`. */
  readonly minute: number;
  /** From SIGINT to SIGTERM. */
  readonly interrupt: number;
  /** From SIGTERM to SIGKILL. */
  readonly terminate: number;
  /** How long output is read after a step's process ended, while its children hold the pipe. */
  readonly drain: number;
};

export type RunRequest = {
  readonly github: GitHub;
  readonly host: Host;
  /** Jobs get their folders below it. It must exist, empty. */
  readonly folder: string;
  readonly repository: {
    /** `owner/name` */
    readonly name: string;
    readonly id: number;
    readonly ownerId: number;
    readonly visibility?: 'public' | 'private' | 'internal';
    readonly defaultBranch?: string;
    /** The commit of the run. Workflow files are read from it. */
    readonly files: RepositoryFiles;
  };
  /** Path of the workflow in the repository. */
  readonly workflow: string;
  readonly event: {
    readonly name: string;
    readonly payload: Readonly<Record<string, unknown>>;
    /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/1/merge` */
    readonly ref: string;
    readonly sha: string;
    /** Branches of a pull request. */
    readonly headRef?: string;
    readonly baseRef?: string;
    /** Of workflow_dispatch, as strings. */
    readonly inputs?: Readonly<Record<string, string>>;
    readonly refProtected?: boolean;
  };
  /** Ids of the run's own jobs that run, as when somebody runs a single job again; the others are skipped. */
  readonly only?: readonly string[];
  readonly run: { readonly id: string; readonly number: number; readonly attempt: number };
  readonly actor: { readonly login: string; readonly id: number };
  /** Who started this attempt; the actor when not given. */
  readonly triggeringActor?: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Secrets and variables of environments, which win over those of the repository. */
  readonly environments?: Readonly<
    Record<
      string,
      {
        readonly secrets?: Readonly<Record<string, string>>;
        readonly variables?: Readonly<Record<string, string>>;
      }
    >
  >;
  /** Of a workflow that has no `permissions:`; contents and packages read when not given. */
  readonly defaultPermissions?: Permissions;
  /** A pull request from a fork: permissions are cut down to reading. */
  readonly fork?: boolean;
  readonly serverUrl?: string;
  readonly apiUrl?: string;
  readonly graphqlUrl?: string;
  /** `::debug::` is shown and RUNNER_DEBUG is 1; what the secret or variable ACTIONS_STEP_DEBUG says when not given. */
  readonly debug?: boolean;
  readonly timing?: Partial<Timing>;
  readonly onEvent?: (event: RunEvent) => void;
  /** Cancels the run, as a click on "Cancel workflow" does. */
  readonly signal?: AbortSignal;
};
