import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '@sealift/core/log';
import { smallDatabase } from '@sealift/testing/trivy-database';
import { onTestFinished } from 'vitest';
import type { Exec, ExecResult } from '../../src/exec.ts';

export const NOW = Date.parse('2026-06-10T12:00:00Z');
export const HOUR = 3_600_000;

/** Time passes only when somebody sleeps; the real time of a poll is a tick. */
export function createClock(start = NOW): Clock & { readonly slept: number[] } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
  };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const ended = (exitCode: number, stderr = ''): ExecResult => ({
  exitCode,
  stdout: '',
  stderr,
  timedOut: false,
});

const optionOf = (args: readonly string[], option: string) => args[args.indexOf(option) + 1] ?? '';

/** A trivy that "downloads" databases made at the given times, by repository; an ExecResult is an error. */
export function downloads(
  repositories: Readonly<Record<string, number | ExecResult>>,
  bytes: Uint8Array = smallDatabase,
): Exec & { readonly asked: string[] } {
  const asked: string[] = [];
  const exec: Exec = async (_, args) => {
    const java = args.includes('--download-java-db-only');
    const repository = optionOf(args, java ? '--java-db-repository' : '--db-repository');
    asked.push(repository);
    const answer = repositories[repository] ?? ended(1, `MANIFEST_UNKNOWN: ${repository}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (typeof answer !== 'number') return answer;
    const folder = path.join(optionOf(args, '--cache-dir'), java ? 'java-db' : 'db');
    await mkdir(folder);
    await writeFile(
      path.join(folder, java ? 'trivy-java.db' : 'trivy.db'),
      java ? 'SQLite format 3\0' : bytes,
    );
    await writeFile(
      path.join(folder, 'metadata.json'),
      JSON.stringify({
        Version: java ? 1 : 2,
        UpdatedAt: new Date(answer).toISOString(),
        DownloadedAt: new Date(NOW - 48 * HOUR).toISOString(),
      }),
    );
    return ended(0);
  };
  return Object.assign(exec, { asked });
}
