/** What Argo CD and Argo Rollouts say of one app, as it changes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@sealift/cluster/client/client';
import type { KubernetesObject } from '@sealift/cluster/client/object';
import { remoteFailure } from '@sealift/core/failure';

export type AppState = {
  /** Commit that Argo CD compares the cluster with. */
  readonly revision: string;
  readonly sync: string;
  readonly health: string;
  /** Of the last operation. */
  readonly operation: { readonly phase: string; readonly message: string; readonly revision: string };
  readonly rollout: RolloutState | undefined;
};

export type RolloutState = {
  readonly phase: string;
  readonly message: string;
  readonly aborted: boolean;
  /** Percent of the pods that are to be the canary's; 0 without one. */
  readonly weight: number;
  readonly step: number;
  /** Hashes of pod templates. */
  readonly stable: string;
  readonly current: string;
  readonly ready: number;
  readonly desired: number;
};

type Application = KubernetesObject & {
  readonly status?: {
    readonly sync?: { readonly revision?: string; readonly status?: string };
    readonly health?: { readonly status?: string };
    readonly operationState?: {
      readonly phase?: string;
      readonly message?: string;
      readonly operation?: { readonly sync?: { readonly revision?: string } };
    };
  };
};

type Rollout = KubernetesObject & {
  readonly spec: {
    readonly replicas?: number;
    readonly strategy?: {
      readonly canary?: { readonly steps?: readonly { readonly setWeight?: number }[] };
    };
  };
  readonly status?: {
    readonly observedGeneration?: string;
    readonly phase?: string;
    readonly message?: string;
    readonly abort?: boolean;
    readonly currentStepIndex?: number;
    readonly stableRS?: string;
    readonly currentPodHash?: string;
    readonly readyReplicas?: number;
  };
};

export type AppName = { readonly app: string; readonly namespace: string; readonly application: string };

const API = 'argoproj.io/v1alpha1';

export const applicationNamed = (name: string) => ({
  apiVersion: API,
  kind: 'Application',
  namespace: 'argocd',
  name,
});

export async function readState(client: Client, { app, namespace, application }: AppName): Promise<AppState> {
  const [argo, rollout] = await Promise.all([
    client.get<Application>(applicationNamed(application)),
    client.get<Rollout>({ apiVersion: API, kind: 'Rollout', namespace, name: app }),
  ]);
  const { sync, health, operationState } = argo?.status ?? {};
  return {
    revision: sync?.revision ?? '',
    sync: sync?.status ?? '',
    health: health?.status ?? '',
    operation: {
      phase: operationState?.phase ?? '',
      message: operationState?.message ?? '',
      revision: operationState?.operation?.sync?.revision ?? '',
    },
    rollout: rollout === undefined ? undefined : rolloutState(rollout),
  };
}

function rolloutState({ metadata, spec, status = {} }: Rollout): RolloutState {
  // What it says of an older specification says nothing of this one.
  const stale = status.observedGeneration !== String(metadata.generation);
  return {
    phase: stale ? '' : (status.phase ?? ''),
    message: status.message ?? '',
    aborted: status.abort ?? false,
    weight: weightOf(spec, status),
    step: status.currentStepIndex ?? 0,
    stable: status.stableRS ?? '',
    current: status.currentPodHash ?? '',
    ready: status.readyReplicas ?? 0,
    desired: spec.replicas ?? 1,
  };
}

/** That of the step it is at, or of the last one before that sets any. */
function weightOf(spec: Rollout['spec'], status: NonNullable<Rollout['status']>): number {
  if (status.abort === true || status.stableRS === status.currentPodHash) return 0;
  const steps = spec.strategy?.canary?.steps ?? [];
  const reached = steps.slice(0, (status.currentStepIndex ?? 0) + 1);
  return reached.findLast(({ setWeight }) => setWeight !== undefined)?.setWeight ?? 0;
}

/** All of it as wished: synced at the commit, every pod of one template. */
export const isHealthyAt =
  (commit: string) =>
  ({ revision, sync, health, rollout }: AppState): boolean =>
    revision === commit &&
    sync === 'Synced' &&
    health === 'Healthy' &&
    rollout?.phase === 'Healthy' &&
    rollout.stable === rollout.current &&
    rollout.ready >= rollout.desired;

/** The canary of the commit was judged and taken back. */
export const isAbortedAt =
  (commit: string) =>
  ({ revision, health, rollout }: AppState): boolean =>
    revision === commit && health === 'Degraded' && rollout?.phase === 'Degraded' && rollout.aborted;

export type Followed = {
  /** Each state that differed from the one before, with the milliseconds since the start. */
  readonly states: readonly { readonly at: number; readonly state: AppState }[];
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds until it was as wished. */
  readonly took: number;
};

export type FollowOptions = {
  readonly what: string;
  readonly until: (state: AppState) => boolean;
  /** What cannot become as wished any more. */
  readonly unless?: (state: AppState) => boolean;
  /** Milliseconds. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly onChange: (text: string) => void;
};

/** Milliseconds between two questions. */
const INTERVAL = 250;

/**
 * @throws Failure `rehearsal/not-reached` when it is not as wished in time
 * @throws the signal's reason when it was cancelled
 */
export async function follow(client: Client, name: AppName, options: FollowOptions): Promise<Followed> {
  const { what, until, unless, limit, signal, onChange } = options;
  const started = Date.now();
  const states: { at: number; state: AppState }[] = [];
  let last = '';
  for (;;) {
    signal.throwIfAborted();
    const state = await readState(client, name);
    const at = Date.now() - started;
    const text = describe(state);
    if (text !== last) {
      states.push({ at, state });
      onChange(text);
    }
    last = text;
    if (until(state)) return { states, started, took: at };
    if (unless?.(state) === true || at > limit)
      throw remoteFailure({
        code: 'rehearsal/not-reached',
        cause: `${what} was not reached within ${Math.round(at / 1_000)} s: ${text}.`,
        remedy: 'Keep the working folder (--keep) and read the logs of the cluster.',
      });
    await sleep(INTERVAL, undefined, { signal });
  }
}

function describe({ revision, sync, health, operation, rollout }: AppState): string {
  const parts = [`${revision.slice(0, 7)} ${sync} ${health}`];
  if (operation.phase !== 'Succeeded')
    parts.push(`sync ${operation.phase}: ${operation.message.slice(0, 200)}`);
  if (rollout !== undefined)
    parts.push(
      `rollout ${rollout.phase}${rollout.weight > 0 ? ` ${rollout.weight} %` : ''} ${rollout.ready}/${rollout.desired}${rollout.message === '' ? '' : ` (${rollout.message.slice(0, 200)})`}`,
    );
  return parts.join(', ');
}
