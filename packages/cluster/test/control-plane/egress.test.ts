import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Egress, startEgress } from '../../src/control-plane/egress.ts';

let dir: string;
let egress: Egress;
let echo: net.Server;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'egress-'));
  egress = await startEgress(dir);
  echo = net.createServer((socket) => void socket.pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await egress.stop();
  echo.close();
  await rm(dir, { recursive: true, force: true });
});

/** Asks like the API server. @returns the status, and what comes back of "hello" */
const connectTo = (address: string) =>
  new Promise<{ status: number | undefined; back?: string }>((resolve, reject) => {
    const request = http.request({
      socketPath: path.join(dir, 'egress.sock'),
      method: 'CONNECT',
      path: address,
    });
    request.once('error', reject);
    request.once('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        resolve({ status: response.statusCode });
        return;
      }
      socket.once('data', (text) => {
        socket.destroy();
        resolve({ status: 200, back: String(text) });
      });
      socket.write('hello');
    });
    request.end();
  });

describe('the way from the API server to webhooks', () => {
  it('leads to the port that was said for an address', async () => {
    egress.route('10.96.0.50:443', (echo.address() as AddressInfo).port);
    expect(await connectTo('10.96.0.50:443')).toEqual({ status: 200, back: 'hello' });
  });

  it('leads nowhere else', async () => {
    expect(await connectTo('10.96.0.51:443')).toEqual({ status: 502 });
    expect(await connectTo('example.invalid:443')).toEqual({ status: 502 });
  });

  it('is named in the configuration', () => {
    expect(JSON.stringify(egress.configuration)).toContain(path.join(dir, 'egress.sock'));
  });
});
