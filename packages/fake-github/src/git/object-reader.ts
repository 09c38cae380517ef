/**
 * Objects of a repository, read by one `git cat-file --batch-command` for all questions that follow one another: a process
 * for each question takes longer to start than to answer. https://git-scm.com/docs/git-cat-file#_batch_output
 */
import { spawn } from 'node:child_process';
import { internalFailure } from '@sealift/core/failure';
import { gitEnvironment } from './environment.ts';

/** `contents`: what the object holds; `info`: only which it is, then `data` is empty. */
export type Question = 'contents' | 'info';

export type RawObject = {
  readonly id: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly data: Buffer;
};

type Waiting = {
  readonly question: Question;
  readonly answer: (object: RawObject | undefined) => void;
  readonly fail: (error: unknown) => void;
};

type Reader = { ask(question: Question, revision: string): Promise<RawObject | undefined> };

/** Milliseconds that a process waits for the next question, and for an answer. */
const IDLE = 1_000;
const DEADLINE = 120_000;
/** Bytes of an object that is read. */
const LARGEST = 256 * 1024 * 1024;

const readers = new Map<string, Reader>();

/**
 * What a revision names; undefined when there is no such object, or more than one.
 * @throws Failure `fake-github/bad-repository` when git ends without an answer
 */
export function askForObject(
  gitDir: string,
  question: Question,
  revision: string,
): Promise<RawObject | undefined> {
  // It goes in as the rest of a line, so that no revision can be taken for an option or a command.
  if (revision === '' || /[\n\0]/.test(revision)) return Promise.resolve(undefined);
  return (readers.get(gitDir) ?? startReader(gitDir)).ask(question, revision);
}

function startReader(gitDir: string): Reader {
  const child = spawn('git', ['--git-dir', gitDir, 'cat-file', '--batch-command'], {
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting: Waiting[] = [];
  const received = createReceived();
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  const end = (error?: unknown) => {
    // Another may have been started since this one was told to end.
    if (readers.get(gitDir) === reader) readers.delete(gitDir);
    clearTimeout(timer);
    child.kill('SIGKILL');
    for (const { fail } of waiting.splice(0)) fail(failureOf(gitDir, said, error));
  };
  const wait = () => {
    clearTimeout(timer);
    timer =
      waiting.length === 0
        ? setTimeout(end, IDLE)
        : setTimeout(() => end(new Error('it did not answer in time')), DEADLINE);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    received.add(chunk);
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const answer = received.next(first.question);
      if (answer === 'incomplete') break;
      if (answer === 'too large') return end(new Error('an object is too large'));
      waiting.shift();
      first.answer(answer);
    }
    wait();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-8_192);
  });
  child.on('error', end);
  child.on('close', () => end());
  // Of a process that has ended; its end tells.
  child.stdin.on('error', () => {});
  const reader: Reader = {
    ask: (question, revision) =>
      new Promise((answer, fail) => {
        waiting.push({ question, answer, fail });
        child.stdin.write(`${question} ${revision}\n`);
        wait();
      }),
  };
  readers.set(gitDir, reader);
  return reader;
}

function failureOf(gitDir: string, said: string, error: unknown) {
  const why = said.trim() || (error instanceof Error ? error.message : 'it said nothing');
  return internalFailure({
    code: 'fake-github/bad-repository',
    cause: `git cat-file ended early in ${gitDir}: ${why}.`,
    remedy: 'Check the repository.',
    error,
  });
}

const HEADER = /^([0-9a-f]{40}) ([a-z]+) ([0-9]+)$/;
const LINE_END = 0x0a;

/** What has arrived and is not read yet. */
function createReceived() {
  let chunks: Buffer[] = [];
  let length = 0;
  /** Bytes that the answer which arrives now will have. */
  let needed = 0;
  return {
    add(chunk: Buffer): void {
      chunks.push(chunk);
      length += chunk.length;
    },
    next(question: Question): RawObject | undefined | 'incomplete' | 'too large' {
      if (length === 0 || length < needed) return 'incomplete';
      // Many answers come at once: what is left of them is copied only when more has come.
      const [first] = chunks;
      const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
      chunks = [bytes];
      const headerEnd = bytes.indexOf(LINE_END);
      if (headerEnd === -1) return 'incomplete';
      const [, id, type, digits] = HEADER.exec(bytes.toString('latin1', 0, headerEnd)) ?? [];
      const size = Number(digits);
      const known = id !== undefined && type !== undefined;
      if (known && question === 'contents' && size > LARGEST) return 'too large';
      const start = headerEnd + 1;
      // A line end follows the contents.
      needed = known && question === 'contents' ? start + size + 1 : start;
      if (length < needed) return 'incomplete';
      chunks = [bytes.subarray(needed)];
      length -= needed;
      const data = question === 'contents' ? bytes.subarray(start, start + size) : Buffer.alloc(0);
      needed = 0;
      return known ? { id, type, size, data } : undefined;
    },
  };
}
