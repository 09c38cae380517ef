import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** SARIF as code scanning takes it. */
export const compress = (text: string): Promise<Uint8Array> => promisify(gzip)(text, { level: 9 });
