/** A parent of a namespace that is going to be killed: `node parent.ts FOLDER MARK`. */
import { createNamespace } from '../../src/node/namespace.ts';
import { occupyNamespace } from './occupy.ts';

const [, , folder = '', mark = ''] = process.argv;
const namespace = await createNamespace();
await occupyNamespace(namespace, folder, mark);
process.stdout.write(`${JSON.stringify({ cgroup: namespace.cgroup })}\n`);
