/**
 * Answers for the names of a cluster, in a pod of it.
 *
 *   node dns-server.ts FILE PORT      with a FILE of names as JSON, read anew for each question
 */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { readQuestion, writeAnswer } from './dns-message.ts';
import { lookUp, type Names } from './names.ts';

const [, , file = '', port = ''] = process.argv;

function answer(message: Buffer): Buffer | undefined {
  const question = readQuestion(message);
  if (question === undefined) return undefined;
  const names = JSON.parse(readFileSync(file, 'utf8')) as Names;
  return writeAnswer(question, lookUp(names, question.name));
}

const udp = createSocket('udp4');
udp.on('message', (message, { address, port: to }) => {
  const reply = answer(message);
  if (reply !== undefined) udp.send(reply, to, address);
});
udp.bind(Number(port));

// The length comes before each message: RFC 1035, section 4.2.2.
createServer((client) => {
  client.on('error', () => client.destroy());
  client.setTimeout(5_000, () => client.destroy());
  let read: Buffer = Buffer.alloc(0);
  client.on('data', (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    while (read.length >= 2 && read.length >= 2 + read.readUInt16BE(0)) {
      const end = 2 + read.readUInt16BE(0);
      const reply = answer(read.subarray(2, end));
      read = read.subarray(end);
      if (reply === undefined) return void client.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      client.write(Buffer.concat([length, reply]));
    }
  });
}).listen(Number(port));
