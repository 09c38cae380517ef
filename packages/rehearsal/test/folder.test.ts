import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { whileThere } from '../src/folder.ts';

let parent: string;
let dir: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'sealift-folder-'));
  dir = path.join(parent, 'work');
  await mkdir(dir);
});
afterEach(() => rm(parent, { recursive: true }));

const QUICK = { interval: 5, grace: 20 };
const never = new AbortController().signal;
/** Waits for what does not come, and ends when it is cancelled. */
const cancellable = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('ENOENT: something below it'))),
  );

/** Until the work has begun: before that the folder has to be there. */
async function begin(
  work: (signal: AbortSignal) => Promise<never>,
): Promise<{ readonly ended: Promise<never> }> {
  const begun = Promise.withResolvers<void>();
  const ended = whileThere(
    dir,
    never,
    (signal) => {
      begun.resolve();
      return work(signal);
    },
    QUICK,
  );
  await begun.promise;
  return { ended };
}

it('gives what the work gives', async () => {
  expect(await whileThere(dir, never, async () => 1, QUICK)).toBe(1);
});

it('lets its errors through, and those of who cancels', async () => {
  await expect(whileThere(dir, never, () => Promise.reject(new Error('x')), QUICK)).rejects.toThrow('x');
  const cancelled = AbortSignal.abort(new Error('Ctrl-C'));
  const work = async (signal: AbortSignal) => signal.throwIfAborted();
  await expect(whileThere(dir, cancelled, work, QUICK)).rejects.toThrow('Ctrl-C');
});

it.each([
  ['cancels', cancellable],
  // Which no signal reaches.
  ['leaves behind', () => new Promise<never>(() => undefined)],
])('%s work whose folder is removed, and says that', async (_, work) => {
  const { ended } = await begin(work);
  await rm(dir, { recursive: true });
  await expect(ended).rejects.toMatchObject({
    code: 'rehearsal/folder-gone',
    message: `The working folder ${dir} was removed while the rehearsal went on.`,
  });
});

it('takes another folder of the same name for none', async () => {
  const { ended } = await begin(cancellable);
  await rm(dir, { recursive: true });
  // Many file systems give it the number of the old one, if they can.
  await mkdir(dir);
  await expect(ended).rejects.toMatchObject({ code: 'rehearsal/folder-gone' });
});
