import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Exec } from '@sealift/tools/exec';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensurePythonEnvironment, findPython } from '../src/python.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-python-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Versions by name of the program; what is not there does not run. */
function machine(versions: Readonly<Record<string, string>>, pip = 0): { exec: Exec; calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    exec: async (file, args) => {
      if (args[0] !== '-c') {
        calls.push([path.basename(file), ...args].join(' '));
        return { exitCode: args[1] === 'pip' ? pip : 0, stdout: '', stderr: 'no such hash', timedOut: false };
      }
      const version = versions[file];
      if (version === undefined) throw new Error('not there');
      return { exitCode: 0, stdout: `${version}\n`, stderr: '', timedOut: false };
    },
  };
}

it.each([
  ['the one of that name', { 'python3.13': '3.13.1', python3: '3.12.0' }, 'python3.13'],
  ['another name that says so', { 'python3.13': '3.1.30', python3: '3.13.9' }, 'python3'],
  ['none', { python3: '3.12.0' }, undefined],
])('finds %s', async (_, versions: Record<string, string>, found) => {
  expect(await findPython('3.13', { env: { HOME: folder }, exec: machine(versions).exec })).toBe(found);
});

const options = (exec: Exec, env: Record<string, string> = {}) => ({
  ...{ cacheDir: folder, env: { HOME: folder, ...env }, exec, log: { info: () => {} } },
});

it('is made once, by hashes alone', async () => {
  const requirements = path.join(folder, 'requirements.txt');
  await writeFile(requirements, 'a==1 --hash=sha256:00\n');
  const { exec, calls } = machine({ 'python3.13': '3.13.1' });
  const programs = await ensurePythonEnvironment('3.13', requirements, options(exec));
  expect(await ensurePythonEnvironment('3.13', requirements, options(exec))).toBe(programs);
  expect(calls).toHaveLength(2);
  expect(calls[1]).toContain('pip install --require-hashes --no-deps');
  await writeFile(requirements, 'a==2 --hash=sha256:00\n');
  expect(await ensurePythonEnvironment('3.13', requirements, options(exec))).not.toBe(programs);
});

it('is not taken for whole when packages cannot be had', async () => {
  const requirements = path.join(folder, 'requirements.txt');
  await writeFile(requirements, 'a==1 --hash=sha256:00\n');
  const broken = machine({ 'python3.13': '3.13.1' }, 1);
  await expect(ensurePythonEnvironment('3.13', requirements, options(broken.exec))).rejects.toMatchObject({
    code: 'engines/packages',
  });
  const { exec, calls } = machine({ 'python3.13': '3.13.1' });
  const programs = await ensurePythonEnvironment('3.13', requirements, options(exec));
  expect(calls).toHaveLength(2);
  await access(path.join(programs, '../complete'));
});

it('says which Python is missing', async () => {
  const { exec } = machine({});
  const asked = ensurePythonEnvironment('3.13', path.join(folder, 'requirements.txt'), options(exec));
  await expect(asked).rejects.toMatchObject({ code: 'engines/no-program' });
});
