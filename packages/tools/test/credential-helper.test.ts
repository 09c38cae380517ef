/** Real programs as credential helpers, started as docker starts them. */
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { resolveCredentials } from '@sealift/registry/credentials';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import { expect, test } from 'vitest';
import { createExec } from '../src/exec.ts';

async function withHelper(script: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-helper-'));
  const program = path.join(folder, 'docker-credential-kept');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  await writeFile(path.join(folder, 'config.json'), '{"credHelpers": {"r.example": "kept"}}');
  const log = memoryLog();
  const env = { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env['PATH']}`, KEPT: folder };
  const resolve = () => resolveCredentials({ registry: 'r.example', env, run: createExec(log) });
  return { folder, log, resolve };
}

test('is told the registry, and nothing of what it says is in the log', async () => {
  const { folder, log, resolve } = await withHelper(
    'cat > "$KEPT/asked"; echo "$1" >> "$KEPT/asked"; echo hunter2 >&2; echo \'{"Username":"ann","Secret":"hunter2"}\'',
  );
  expect(await resolve()).toEqual({ username: 'ann', password: 'hunter2' });
  expect(await readFile(path.join(folder, 'asked'), 'utf8')).toBe('r.exampleget\n');
  expect(JSON.stringify(log)).not.toContain('hunter2');
});

test('may leave before it reads, and say no', async () => {
  const { log, resolve } = await withHelper('echo hunter2; exit 3');
  const failure = await failureOf(resolve());
  expect(failure).toMatchObject({
    code: 'registry/bad-login',
    message: expect.stringContaining('failed with exit code 3'),
  });
  expect(`${failure.message}${failure.remedy}${JSON.stringify(log)}`).not.toContain('hunter2');
});
