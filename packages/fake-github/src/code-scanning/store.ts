import { nodeId } from '../identity.ts';
import type { Finding, SarifRun } from './sarif.ts';

export type AlertInstance = {
  readonly ref: string;
  readonly category: string;
  readonly commit: string;
  readonly finding: Finding;
  state: 'open' | 'fixed';
};

export type Alert = {
  readonly number: number;
  readonly tool: string;
  readonly createdAt: number;
  updatedAt: number;
  fixedAt: number | undefined;
  /** By ref and category: an alert is closed on a ref when no category there reports it any more. */
  readonly instances: Map<string, AlertInstance>;
};

export type Analysis = {
  readonly id: number;
  readonly sarifId: string;
  readonly ref: string;
  readonly commit: string;
  readonly category: string;
  readonly tool: string;
  readonly toolVersion: string | undefined;
  readonly results: number;
  readonly rules: number;
  readonly createdAt: number;
};

export type Upload = {
  readonly id: string;
  readonly ref: string;
  readonly commit: string;
  readonly uploadedAt: number;
  readonly size: number;
  /** Who uploaded it. */
  readonly who: string;
  readonly runId: number | undefined;
  /** The document as it was unfolded, on disk. */
  readonly file: string;
  readonly errors: readonly string[];
  readonly runs: readonly SarifRun[];
  /** Milliseconds since the epoch when it stops being "pending". */
  readonly readyAt: number;
  applied: boolean;
};

export type CodeScanning = {
  readonly uploads: Map<string, Upload>;
  readonly analyses: Analysis[];
  /** By tool and fingerprint. */
  readonly alerts: Map<string, Alert>;
};

export const createCodeScanning = (): CodeScanning => ({
  uploads: new Map(),
  analyses: [],
  alerts: new Map(),
});

/** Findings are the largest thing that is kept. */
export const KEPT_UPLOADS = 200;
const KEPT_ALERTS = 50_000;
const KEPT_ANALYSES = 5_000;

/**
 * Processes every upload whose time has come, in the order of uploading. Called whenever somebody looks: no timer is
 * needed for that.
 */
export function settle(store: CodeScanning, now: number): void {
  for (const upload of store.uploads.values()) {
    if (upload.applied || upload.readyAt > now) continue;
    upload.applied = true;
    if (upload.errors.length === 0) for (const run of upload.runs) apply(store, upload, run);
  }
}

function apply(store: CodeScanning, upload: Upload, run: SarifRun): void {
  const { ref, commit } = upload;
  const at = upload.readyAt;
  if (store.analyses.length >= KEPT_ANALYSES) store.analyses.shift();
  store.analyses.push({
    id: (store.analyses.at(-1)?.id ?? 0) + 1,
    sarifId: upload.id,
    ref,
    commit,
    category: run.category,
    tool: run.tool,
    toolVersion: run.toolVersion,
    results: run.findings.length,
    rules: run.rules,
    createdAt: at,
  });
  const place = `${ref}\0${run.category}`;
  const reported = new Set<string>();
  for (const finding of run.findings) {
    const key = `${run.tool}\0${finding.fingerprint}`;
    reported.add(key);
    if (!store.alerts.has(key) && store.alerts.size >= KEPT_ALERTS) continue;
    const alert = store.alerts.get(key) ?? {
      number: store.alerts.size + 1,
      tool: run.tool,
      createdAt: at,
      updatedAt: at,
      fixedAt: undefined,
      instances: new Map<string, AlertInstance>(),
    };
    store.alerts.set(key, alert);
    alert.updatedAt = at;
    alert.instances.set(place, { ref, category: run.category, commit, finding, state: 'open' });
  }
  for (const [key, alert] of store.alerts) {
    const instance = alert.instances.get(place);
    if (alert.tool !== run.tool || reported.has(key) || instance?.state !== 'open') continue;
    instance.state = 'fixed';
    alert.updatedAt = at;
    alert.fixedAt = at;
  }
}

/** The state of an alert on one ref, or undefined when it was never there. */
export function stateOn(alert: Alert, ref: string): AlertInstance | undefined {
  const there = [...alert.instances.values()].filter((instance) => instance.ref === ref);
  return there.find(({ state }) => state === 'open') ?? there.at(-1);
}

export const analysisKey = (runId: number | undefined): string => nodeId('AK', runId ?? 0);
