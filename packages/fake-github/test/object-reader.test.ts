import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askForObject } from '../src/git/object-reader.ts';

let gitDir: string;
const git = (args: readonly string[], input?: Buffer | string): string =>
  execFileSync('git', ['--git-dir', gitDir, ...args], { encoding: 'utf8', input }).trim();
const write = (content: Buffer | string): string => git(['hash-object', '-w', '--stdin'], content);

beforeEach(() => {
  gitDir = path.join(mkdtempSync(path.join(tmpdir(), 'object-reader-')), 'shop.git');
  execFileSync('git', ['init', '--quiet', '--bare', gitDir]);
});
afterEach(() => rmSync(path.dirname(gitDir), { recursive: true }));

describe('answers', () => {
  test('each question gets its own, whatever their sizes and order', async () => {
    const contents = [randomBytes(3_000_000), Buffer.alloc(0), Buffer.from('\n'), randomBytes(70_000)];
    const ids = contents.map(write);
    const asked = [...ids, 'no-such-ref', ...ids.toReversed()];
    const found = await Promise.all(
      asked.map((id, at) => askForObject(gitDir, at % 2 === 0 ? 'contents' : 'info', id)),
    );
    for (const [at, object] of found.entries()) {
      const content = contents[ids.indexOf(asked[at] ?? '')];
      if (content === undefined) {
        expect(object).toBeUndefined();
        continue;
      }
      const data = at % 2 === 0 ? content : Buffer.alloc(0);
      expect(object).toMatchObject({ id: asked[at], type: 'blob', size: content.length });
      expect(object?.data.equals(data)).toBe(true);
    }
  });

  test.each(['', 'main\ncontents HEAD', 'HEAD\0', '--batch-all-objects', 'HEAD^{commit}'])(
    'nothing is called %j',
    async (revision) => {
      expect(await askForObject(gitDir, 'contents', revision)).toBeUndefined();
    },
  );

  test('what was written since the last question', async () => {
    const first = write('one');
    expect(await askForObject(gitDir, 'info', first)).toMatchObject({ size: 3 });
    const second = write('second');
    git(['update-ref', 'refs/tags/now', second]);
    expect(await askForObject(gitDir, 'contents', 'refs/tags/now')).toMatchObject({ id: second, size: 6 });
  });

  test('the shortest name of two objects names neither', async () => {
    const byName = new Map<string, string>();
    let found: readonly string[] = [];
    for (let number = 0; found.length === 0; number += 1) {
      const text = String(number);
      const name = createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex').slice(0, 4);
      const other = byName.get(name);
      if (other !== undefined) found = [other, text];
      byName.set(name, text);
    }
    const [id] = found.map(write);
    expect(await askForObject(gitDir, 'info', id?.slice(0, 4) ?? '')).toBeUndefined();
    expect(await askForObject(gitDir, 'info', id ?? '')).toMatchObject({ id });
  });
});

test('a git that ends is a failure for all who wait, and the next question starts another', async () => {
  const id = write('one');
  const gone = path.join(path.dirname(gitDir), 'gone.git');
  const asked = await Promise.allSettled([askForObject(gone, 'info', id), askForObject(gone, 'info', id)]);
  for (const result of asked)
    expect(result).toMatchObject({ reason: { code: 'fake-github/bad-repository' }, status: 'rejected' });
  execFileSync('git', ['clone', '--quiet', '--bare', gitDir, gone], { stdio: 'ignore' });
  expect(await askForObject(gone, 'info', 'HEAD')).toBeUndefined();
});
