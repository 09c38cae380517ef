/**
 * Gets the tools and databases of later steps while something slower runs. It never fails: a step that needs what could
 * not be fetched tries again itself and reports the failure properly.
 */
import { asFailure, configurationFailure } from '@sealift/core/failure';
import { createExec } from './exec.ts';
import { resolveTool, type ToolName, type ToolOptions } from './tool.ts';
import type { DatabaseKind } from './trivy/arguments.ts';
import { ensureDatabase } from './trivy/database.ts';

export const PREFETCHABLE = ['trivy', 'trivy-db', 'trivy-java-db', 'syft', 'cosign'] as const;
export type Prefetchable = (typeof PREFETCHABLE)[number];

/** @throws Failure `configuration` on an unknown name */
export function parsePrefetchable(name: string): Prefetchable {
  const found = PREFETCHABLE.find((known) => known === name);
  if (found !== undefined) return found;
  throw configurationFailure({
    code: 'tools/bad-input',
    cause: `"${name}" is nothing that can be fetched ahead.`,
    remedy: `Use ${PREFETCHABLE.join(', ')}.`,
  });
}

const DATABASE_KINDS = { 'trivy-db': 'vulnerabilities', 'trivy-java-db': 'java' } as const satisfies Partial<
  Record<Prefetchable, DatabaseKind>
>;

/** Ends when everything was fetched or given up; a failure is a warning in the log. */
export async function prefetch(names: readonly Prefetchable[], options: ToolOptions): Promise<void> {
  const wanted = new Set(names);
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (thrown) {
      if (options.signal?.aborted) return;
      options.log.warning(
        `${what} could not be fetched ahead (${asFailure(thrown).message}) The step that needs it tries again.`,
      );
    }
  };
  const tool = (name: ToolName) => attempt(name, () => resolveTool(name, options));
  const databases = Object.entries(DATABASE_KINDS).filter(([name]) => wanted.has(name as Prefetchable));
  const fetchTrivy = () =>
    attempt('trivy', async () => {
      const { path } = await resolveTool('trivy', options);
      const { signal } = options;
      await Promise.all(
        databases.map(([name, kind]) =>
          attempt(name, () =>
            ensureDatabase(kind, {
              trivy: path,
              exec: options.exec ?? createExec(options.log),
              env: options.env,
              log: options.log,
              clock: options.clock,
              ...(signal === undefined ? {} : { signal }),
            }),
          ),
        ),
      );
    });
  await Promise.all([
    wanted.has('trivy') || databases.length > 0 ? fetchTrivy() : undefined,
    wanted.has('syft') ? tool('syft') : undefined,
    wanted.has('cosign') ? tool('cosign') : undefined,
  ]);
}
