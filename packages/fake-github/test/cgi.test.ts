import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readHead } from '../src/git/cgi.ts';

const HEAD = 'Status: 404 Not Found\r\nContent-Type: text/plain\r\nX-Empty:\r\n\r\n';
const read = async (...chunks: readonly (string | Buffer)[]) => {
  const output = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  );
  const head = await readHead(output);
  const later: Buffer[] = [];
  for await (const chunk of output) later.push(chunk as Buffer);
  return { ...head, rest: undefined, body: Buffer.concat([head.rest, ...later]) };
};

describe('the header of a CGI program', () => {
  test('is told from its body', async () => {
    expect(await read(`${HEAD}body`)).toMatchObject({
      status: 404,
      headers: { 'content-type': 'text/plain', 'x-empty': '' },
      body: Buffer.from('body'),
    });
  });
  test('may come byte by byte', async () => {
    expect(await read(...HEAD, 'body')).toMatchObject({ status: 404, body: Buffer.from('body') });
  });
  test('may come with more of the body than a header may have', async () => {
    const body = Buffer.alloc(300_000, 'x');
    expect((await read(Buffer.concat([Buffer.from(HEAD), body]))).body).toEqual(body);
    expect((await read(HEAD, body, body)).body).toEqual(Buffer.concat([body, body]));
  });
  test('without a status is 200', async () => {
    expect((await read('A: b\r\n\r\n')).status).toBe(200);
  });
  test.each([
    ['no header', ['']],
    ['half of one', ['Status: 200 OK\r\n']],
    ['no end of it', [Buffer.alloc(70_000, 'x'), Buffer.alloc(70_000, 'x')]],
  ])('%s is an error', async (_, chunks) => {
    await expect(read(...chunks)).rejects.toThrow(/header/);
  });
});
