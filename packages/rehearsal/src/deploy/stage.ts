/** What the scenes of a deployment play on. */
import type { Client } from '@sealift/cluster/client/client';
import type { Node } from '@sealift/cluster/node/node';
import type { Prometheus } from '@sealift/cluster/prometheus/prometheus';
import type { Digest } from '@sealift/core/image/digest';
import type { Repository } from '@sealift/fake-github/state';
import type { Progress } from '@sealift/sandbox/progress';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { Outcome } from '../assertions/outcome.ts';
import type { Change } from '../event.ts';
import type { PipelineResult } from '../pipeline.ts';
import type { Canary } from './canary.ts';
import type { Database } from './database.ts';
import type { Load } from './load.ts';
import type { Fault } from './sample-changes.ts';
import type { AppName } from './state.ts';

export type Ran = { readonly pipeline: PipelineResult; readonly outcome: Outcome };

export type Stage = {
  readonly sandbox: Sandbox;
  /** The pipeline's run whose pull request is deployed first. */
  readonly first: Ran;
  /** Clone of the app repository that changes are committed in. */
  readonly app: string;
  readonly ops: Repository;
  readonly name: AppName;
  readonly client: Client;
  /** What only a real node has: users whose requests reach pods, and a database that migrations change. */
  readonly real: { readonly load: Load; readonly database: Database; readonly node: Node } | undefined;
  /** What only a pretended node needs: how pods of an image are to behave. */
  readonly pretend: ((digest: Digest, fault: Fault | undefined) => void) | undefined;
  readonly prometheus: Pick<Prometheus, 'queryRange'>;
  /** Takes how a canary went, for the report. */
  readonly keep: (canary: Canary) => void;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** The whole pipeline for a push of the change. */
  readonly run: (change: Change) => Promise<Ran>;
};
