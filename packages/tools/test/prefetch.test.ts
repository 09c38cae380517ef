import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { expect, test } from 'vitest';
import type { Exec } from '../src/exec.ts';
import { PREFETCHABLE, parsePrefetchable, prefetch } from '../src/prefetch.ts';

async function fetchAhead(
  names: Parameters<typeof prefetch>[0],
  tools: readonly string[],
  signal?: AbortSignal,
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-prefetch-'));
  for (const tool of tools) await writeFile(path.join(folder, tool), '', { mode: 0o755 });
  const calls: string[] = [];
  const exec: Exec = async (file, args) => {
    calls.push([path.basename(file), ...args].join(' '));
    const version = /version/.test(args[0] ?? '');
    return {
      exitCode: version ? 0 : 1,
      stdout: version ? 'v9.9.9\n' : '',
      stderr: 'FATAL no\n',
      timedOut: false,
    };
  };
  const log = memoryLog();
  await prefetch(names, {
    source: 'system',
    env: { PATH: folder, HOME: folder, RUNNER_TOOL_CACHE: folder, RUNNER_TEMP: folder },
    log,
    clock: fakeClock(),
    fetch: () => Promise.reject(new Error('no network')),
    exec,
    ...(signal === undefined ? {} : { signal }),
  });
  return { calls, warnings: log.lines.filter((line) => line.startsWith('warning')) };
}

test('fetches the named tools and nothing else', async () => {
  const { calls, warnings } = await fetchAhead(['syft', 'cosign'], ['trivy', 'syft', 'cosign']);
  expect(calls.sort()).toEqual(['cosign version', 'syft version']);
  expect(warnings).toEqual([]);
});

test('asks trivy for its database, and a failure is a warning', async () => {
  const { calls, warnings } = await fetchAhead(['trivy-db'], ['trivy']);
  expect(calls[0]).toBe('trivy --version');
  expect(calls.some((call) => call.includes('--download-db-only'))).toBe(true);
  expect(warnings).toEqual([expect.stringContaining('trivy-db could not be fetched ahead')]);
});

test('a missing tool does not keep the others from being fetched', async () => {
  const { calls, warnings } = await fetchAhead(['trivy', 'syft'], ['syft']);
  expect(calls).toEqual(['syft version']);
  expect(warnings).toEqual([expect.stringContaining('trivy could not be fetched ahead')]);
});

test('says nothing when it is ended on purpose', async () => {
  expect((await fetchAhead(['trivy', 'syft'], [], AbortSignal.abort())).warnings).toEqual([]);
});

test('knows its names', () => {
  for (const name of PREFETCHABLE) expect(parsePrefetchable(name)).toBe(name);
  expect(() => parsePrefetchable('trivvy')).toThrow('"trivvy" is nothing that can be fetched ahead');
});
