/** A client and its server with the gate between them. */
import type { Socket } from 'node:net';
import {
  boundStatement,
  commandTag,
  executedPortal,
  firstColumn,
  type Message,
  type MessageReader,
  parsedStatement,
  querySql,
  type ServerError,
  serverError,
  transactionStatus,
} from './messages.ts';

export type Side = {
  /** @throws Disconnected */
  next(): Promise<Message>;
  /** Settles when there is something to take. */
  waiting(): Promise<void>;
  write(bytes: Buffer): Promise<void>;
};

/** One of the two went away, which is no failure of the gate. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected';
}

export function createSide(socket: Socket, reader: MessageReader): Side {
  let pending: Promise<Message | undefined> | undefined;
  const peek = () => {
    pending ??= reader.next();
    // Whoever takes it gets its error; waiting for it is no reason to end the process.
    pending.catch(() => {});
    return pending;
  };
  return {
    async next() {
      const message = await peek();
      pending = undefined;
      if (message === undefined) throw new Disconnected();
      return message;
    },
    waiting: () => peek().then(() => {}),
    async write(bytes) {
      if (socket.destroyed) throw new Disconnected();
      if (socket.write(bytes)) return;
      await new Promise<void>((resolve) => {
        socket.once('drain', resolve).once('close', resolve);
      });
    },
  };
}

/** What a session remembers of what it prepared, since an execution names only that. */
export type Prepared = { readonly statements: Map<string, string>; readonly portals: Map<string, string> };

/** @returns the SQL that a message executes */
export function noteMessage(message: Message, { statements, portals }: Prepared): string | undefined {
  switch (message.type) {
    case 'Q':
      return querySql(message);
    case 'P': {
      const { name, sql } = parsedStatement(message);
      statements.set(name, sql);
      return undefined;
    }
    case 'B': {
      const { portal, name } = boundStatement(message);
      portals.set(portal, statements.get(name) ?? '');
      return undefined;
    }
    case 'E':
      return portals.get(executedPortal(message));
    default:
      return undefined;
  }
}

export type Answer = {
  readonly status: string;
  readonly tags: readonly string[];
  readonly error: ServerError | undefined;
  /** The error as the server said it. */
  readonly errorBytes: Buffer | undefined;
  /** First column of the last row. */
  readonly value: string | undefined;
};

/** Has the server do something of the gate's own, of which the client learns nothing. */
export async function inject(server: Side, bytes: Buffer): Promise<Answer> {
  await server.write(bytes);
  const tags: string[] = [];
  let errorBytes: Buffer | undefined;
  let error: ServerError | undefined;
  let value: string | undefined;
  for (;;) {
    const message = await server.next();
    if (message.type === 'Z') return { status: transactionStatus(message), tags, error, errorBytes, value };
    if (message.type === 'C') tags.push(commandTag(message));
    else if (message.type === 'E') {
      error ??= serverError(message);
      errorBytes ??= message.bytes;
    } else if (message.type === 'D') value = firstColumn(message);
  }
}
