import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile, saveReport } from '../../src/report/save.ts';
import { sampleEvidence } from './sample.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-save-'));
});
afterEach(() => rm(folder, { recursive: true }));

const made = new Date('2026-01-02T03:04:05Z');

describe('the file of the report', () => {
  const save = (asked: { report?: string; open?: boolean }, kept?: string) =>
    saveReport(
      sampleEvidence,
      { report: asked.report, open: asked.open ?? false },
      { kept, temporary: folder },
      made,
    );

  it('is the one that was asked for, in a folder that is made', async () => {
    const file = path.join(folder, 'new', 'a.html');
    expect(await save({ report: file, open: true }, folder)).toBe(file);
    expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>/);
  });
  it('lies beside what is kept', async () => {
    expect(await save({}, folder)).toBe(path.join(folder, 'report.html'));
  });
  it('has a folder of its own to be opened from', async () => {
    const file = (await save({ open: true })) ?? '';
    expect(path.relative(folder, file)).toMatch(/^sealift-report-\w+\/report\.html$/);
    expect(await readFile(file, 'utf8')).toContain('2026-01-02 03:04 UTC');
  });
  it('is not there when nobody asked for it', async () => {
    expect(await save({})).toBeUndefined();
  });
  it('is a failure with a remedy where it cannot be written', async () => {
    await expect(save({ report: folder })).rejects.toMatchObject({
      code: 'rehearsal/report',
      remedy: expect.stringContaining('--report FILE'),
    });
  });
});

describe('the browser', () => {
  const opened = async (env: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux') => {
    for (const name of ['open', 'xdg-open']) {
      await writeFile(path.join(folder, name), '#!/bin/sh\n');
      await chmod(path.join(folder, name), 0o755);
    }
    const started: (readonly [string, readonly string[]])[] = [];
    const start = (program: string, args: readonly string[]) => {
      started.push([path.basename(program), args]);
    };
    const was = await openFile('/a/report.html', { env: { PATH: folder, ...env }, platform, start });
    expect(was).toBe(started.length > 0);
    return started[0];
  };

  it.each([
    ['on a desktop', { DISPLAY: ':0' }, 'linux', 'xdg-open'],
    ['on Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 'xdg-open'],
    ['on a Mac', {}, 'darwin', 'open'],
    ['where CI is said to be off', { DISPLAY: ':0', CI: 'false' }, 'linux', 'xdg-open'],
  ] as const)('is opened %s', async (_, env, platform, program) => {
    expect(await opened(env, platform)).toEqual([program, ['/a/report.html']]);
  });
  it.each([
    ['in CI', { DISPLAY: ':0', CI: 'true' }],
    ['without a screen', {}],
    ['without a program that knows it', { DISPLAY: ':0', PATH: '/nowhere' }],
  ])('is not opened %s', async (_, env) => {
    expect(await opened(env)).toBeUndefined();
  });
});
