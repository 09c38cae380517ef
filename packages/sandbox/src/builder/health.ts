import http2 from 'node:http2';
import net from 'node:net';

/** An empty HealthCheckRequest in a gRPC frame: not compressed, length 0. */
const REQUEST = Buffer.from([0, 0, 0, 0, 0]);
/** HealthCheckResponse with status SERVING (field 1 = 1). */
const SERVING = Buffer.from([0, 0, 0, 0, 2, 0x08, 0x01]);

/**
 * Whether a gRPC server on a Unix socket answers its health check with SERVING within a second.
 * https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export function isServing(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = http2.connect('http://localhost', { createConnection: () => net.connect(socket) });
    const end = (serving: boolean) => {
      clearTimeout(deadline);
      session.destroy();
      resolve(serving);
    };
    const deadline = setTimeout(() => end(false), 1_000);
    session.on('error', () => end(false));
    const stream = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    stream.on('error', () => end(false));
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => end(Buffer.concat(chunks).equals(SERVING)));
    stream.end(REQUEST);
  });
}
