/** Names of a cluster: by the system's own resolver, which asks as programs in pods do, and byte for byte. */
import { spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readQuestion, writeAnswer } from '../../src/network/dns-message.ts';
import { lookUp } from '../../src/network/names.ts';

const NAMES = { 'api.shop.svc.cluster.local': ['10.96.0.7'] };

it.each([
  ['api.shop.svc.cluster.local', { addresses: ['10.96.0.7'] }],
  ['web.shop.svc.cluster.local', 'no such name'],
  ['shop.svc.cluster.local', { addresses: [] }],
  ['cluster.local', { addresses: [] }],
  ['api.shop.svc.cluster.local.shop.svc.cluster.local', 'no such name'],
  ['api', undefined],
  ['example.com', undefined],
  ['evilcluster.local', undefined],
  ['__proto__.cluster.local', 'no such name'],
])('the name %s', (name, answer) => {
  expect(lookUp(NAMES, name)).toEqual(answer);
});

/** As `dig +noedns API.cluster.local A` asks. */
const QUERY = Buffer.from(
  '123401000001000000000000034150490763 6c75737465720 56c6f63616c0000010001'.replaceAll(' ', ''),
  'hex',
);

describe('a message', () => {
  it('is read: number, name in lower case, type', () => {
    expect(readQuestion(QUERY)).toMatchObject({
      ...{ id: 0x1234, recursionDesired: true, name: 'api.cluster.local', type: 1 },
    });
  });
  it.each([
    ['an answer', (message: Buffer) => message.writeUInt8(0x81, 2)],
    ['another operation', (message: Buffer) => message.writeUInt8(0x28, 2)],
    ['two questions', (message: Buffer) => message.writeUInt8(2, 5)],
    ['a pointer for a name', (message: Buffer) => message.writeUInt8(0xc0, 12)],
    ['another class', (message: Buffer) => message.writeUInt8(3, message.length - 1)],
  ])('is none of ours: %s', (_, change) => {
    const message = Buffer.from(QUERY);
    change(message);
    expect(readQuestion(message)).toBeUndefined();
  });
  it('that is cut off anywhere is none, and nothing else is thrown at it', () => {
    for (let length = 0; length < QUERY.length; length++)
      expect(readQuestion(QUERY.subarray(0, length))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const question = readQuestion(Buffer.from(bytes));
        if (question !== undefined) writeAnswer(question, { addresses: ['1.2.3.4'] });
      }),
    );
  });
  it('is answered with what was asked, and nothing for types without records', () => {
    const question = readQuestion(QUERY);
    if (question === undefined) throw new Error('not read');
    const answer = writeAnswer(question, { addresses: ['10.96.0.7'] });
    expect(answer.toString('hex')).toBe(
      `1234850000010001000000000${QUERY.toString('hex').slice(25)}c00c00010001000000050004${'0a600007'}`,
    );
    expect(writeAnswer({ ...question, type: 28 }, { addresses: ['10.96.0.7'] }).readUInt16BE(6)).toBe(0);
    expect(writeAnswer(question, 'no such name').readUInt16BE(2) & 0xf).toBe(3);
    expect(writeAnswer(question, undefined).readUInt16BE(2) & 0xf).toBe(5);
  });
});

describe('the server', () => {
  let folder: string;
  let port: number;
  let server: ReturnType<typeof spawn>;
  const resolver = new Resolver({ timeout: 2_000, tries: 5 });
  const write = async (names: object) => {
    await writeFile(path.join(folder, '.new'), JSON.stringify(names));
    await rename(path.join(folder, '.new'), path.join(folder, 'names.json'));
  };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'names-'));
    await write(NAMES);
    [port = 0] = await freePorts(1);
    const program = path.resolve(import.meta.dirname, '../../src/network/dns-server.ts');
    server = spawn(process.execPath, [program, path.join(folder, 'names.json'), String(port)], {
      env: {},
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    resolver.setServers([`127.0.0.1:${port}`]);
    await vi.waitFor(() => resolver.resolve4('api.shop.svc.cluster.local'), {
      timeout: 30_000,
      interval: 100,
    });
  });
  afterAll(async () => {
    server.kill();
    await once(server, 'exit');
    await rm(folder, { recursive: true });
  });

  it('answers a resolver, and says what there is not', async () => {
    expect(await resolver.resolve4('API.shop.svc.cluster.local')).toEqual(['10.96.0.7']);
    await expect(resolver.resolve6('api.shop.svc.cluster.local')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolve4('web.shop.svc.cluster.local')).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
    await expect(resolver.resolve4('example.com')).rejects.toMatchObject({ code: 'EREFUSED' });
  });
  it('knows a Service as soon as there is one', async () => {
    await write({ ...NAMES, 'late.shop.svc.cluster.local': ['10.96.0.9'] });
    expect(await resolver.resolve4('late.shop.svc.cluster.local')).toEqual(['10.96.0.9']);
  });
  it('answers over TCP, several questions in one connection', async () => {
    const client = net.connect(port, '127.0.0.1');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(QUERY.length);
    client.write(Buffer.concat([length, QUERY, length]));
    client.write(QUERY);
    let read = Buffer.alloc(0);
    for await (const chunk of client as AsyncIterable<Buffer>) {
      read = Buffer.concat([read, chunk]);
      if (read.length >= 2 * (2 + read.readUInt16BE(0))) break;
    }
    client.destroy();
    expect(read.readUInt16BE(2)).toBe(0x1234);
  });
});
