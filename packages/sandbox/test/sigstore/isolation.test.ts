import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { assertPortFree, isolatedNetwork } from '../../src/sigstore/isolation.ts';

describe('assertPortFree', () => {
  it.each(['127.0.0.1', '::'])('names the process that listens on %s, and what to do', async (address) => {
    const server = net.createServer();
    server.listen(0, address);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = assertPortFree(port, 'Something needs it');
    await expect(failure).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(new RegExp(`^Port ${port} is taken by .+ \\(process ${process.pid}\\)`)),
      remedy: expect.stringContaining(`${process.pid}`),
    });
    server.close();
    await once(server, 'close');
    await expect(assertPortFree(port, 'Something needs it')).resolves.toBeUndefined();
  });
});

describe('isolatedNetwork', () => {
  it('runs a program where no port is taken, or says that it cannot', async () => {
    const prefix = await isolatedNetwork();
    if (prefix === undefined) return;
    const server = net.createServer();
    server.listen(0, '0.0.0.0');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [file = '', ...args] = prefix;
    const script = `require('net').createServer().listen(${port}, '0.0.0.0', () => process.exit(42))`;
    const child = spawn(file, [...args, process.execPath, '-e', script], { stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    expect(code).toBe(42);
    server.close();
  });
});
