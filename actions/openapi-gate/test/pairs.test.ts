/** What real changes of an API mean, by the real oasdiff and our own rules, against verdicts written by hand. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseOpenApi } from '@sealift/core/openapi/document';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareApis } from '../src/compare.ts';
import { PAIRS } from './pairs.ts';
import { engines } from './world.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'openapi-pairs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const VERDICTS = { error: 'breaks', warning: 'maybe', info: 'fits' } as const;

describe.skipIf(engines === undefined)('pairs', () => {
  it('are at least thirty, each of its own kind', () => {
    expect(PAIRS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(PAIRS.map(({ name }) => name)).size).toBe(PAIRS.length);
  });

  it.each(PAIRS)('$name: $verdict', async ({ base, revision, verdict, operation }) => {
    const before = parseOpenApi(JSON.stringify(base), 'base');
    const after = parseOpenApi(JSON.stringify(revision, null, 2), 'revision');
    const log = memoryLog();
    const { changes } = await compareApis(
      before,
      after,
      { tools: 'system', sunsetDays: 0 },
      {
        env: { RUNNER_TEMP: folder, PATH: process.env['PATH'] },
        log,
        clock: fakeClock(),
        fetch: async () => Promise.reject(new Error('Nothing is fetched.')),
        signal: new AbortController().signal,
        summary: async () => {},
        setOutput: () => {},
        state: { save: () => {}, load: () => undefined },
        exec: createExec(log),
        resolveTool: async () => ({ path: engines?.oasdiff ?? '', version: '1.37.0' }),
      },
    );
    const [worst] = (['error', 'warning', 'info'] as const).filter((level) =>
      changes.some((change) => change.level === level),
    );
    expect(VERDICTS[worst ?? 'info'], JSON.stringify(changes)).toBe(verdict);
    if (operation === undefined || verdict === 'fits') return;
    expect(changes.map(({ method, path: address }) => `${method} ${address}`)).toContain(operation);
    for (const { line } of changes) expect(line).toBeGreaterThan(0);
  });
});
