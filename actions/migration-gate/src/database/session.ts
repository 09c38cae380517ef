/** One client's session: each statement is followed by a look at what it locked, before the client may go on. */

import { type Statement, splitStatements } from '../sql/split.ts';
import { Disconnected, inject, type Prepared, type Side } from './link.ts';
import { queryMessage, readyMessage, syncMessage } from './messages.ts';
import type { Lock, Observation } from './observation.ts';
import { askProbe, compareProbes, type Probe, readProbe } from './probe.ts';
import { nextQuestion, type Question, type Relayed, relayAnswer } from './relay.ts';
import type { Watch } from './watch.ts';

export type SessionOptions = {
  readonly client: Side;
  readonly server: Side;
  readonly pid: number;
  readonly watch: Watch;
  readonly relations: readonly number[];
  /** A number for each transaction, over all sessions. */
  readonly nextTransaction: () => number;
  readonly observe: (observation: Observation) => void;
};

type Session = SessionOptions & {
  readonly prepared: Prepared;
  status: string;
  transaction: number;
  /** The client waits for an answer, and not yet for the word that it may go on. */
  quiet: boolean;
  /** Whether the last answer was an error. */
  failed: boolean;
  /** What the transaction has locked so far. */
  held: ReadonlySet<string>;
  probe: Probe | undefined;
};

/** What must be the client's own, and locks nothing. */
const CONTROL = [
  ...[
    'BEGIN',
    'START',
    'COMMIT',
    'END',
    'ROLLBACK',
    'ABORT',
    'SAVEPOINT',
    'RELEASE',
    'PREPARE',
    'DEALLOCATE',
  ],
  ...['SET', 'RESET', 'SHOW', 'DISCARD', 'LISTEN', 'UNLISTEN', 'NOTIFY'],
];
const ENDINGS = ['COMMIT', 'ROLLBACK'];
/** Codes of: this cannot run inside a transaction block, or ends one itself. */
const NOT_IN_TRANSACTION = ['25001', '2D000'];
/** Characters of a statement that are kept. */
const KEPT = 64 * 1024;

/** @throws Disconnected; Error when the gate's own questions fail, after which nothing that was seen can be relied on */
export async function runSession(options: SessionOptions): Promise<void> {
  const session: Session = {
    ...options,
    prepared: { statements: new Map(), portals: new Map() },
    status: 'I',
    transaction: 0,
    quiet: false,
    failed: false,
    held: new Set(),
    probe: undefined,
  };
  for (;;) {
    const question = await nextQuestion(session.client, session.prepared);
    if (question === undefined) return;
    await answer(session, question);
  }
}

function answer(session: Session, question: Question): Promise<void> {
  const { unfinished, sql } = question;
  if (session.status === 'I' && unfinished) return beforeSync(session, question);
  const parts = sql.flatMap(splitStatements);
  const control = parts.filter(({ words: [first = ''] }) => CONTROL.includes(first)).length;
  if (control > 0 && parts.length > control && isSimple(question)) return inParts(session, parts);
  if (session.status === 'T' && (unfinished || sql.length > 0)) return inTransaction(session, question);
  return session.status !== 'I' || parts.length === control
    ? untouched(session, question)
    : byItself(session, question);
}

const isSimple = ({ messages }: Question): boolean => messages.length === 1 && messages[0]?.type === 'Q';

/** What begins or ends transactions on its way leaves nothing to look at behind it: each statement is sent by itself. */
async function inParts(session: Session, parts: readonly Statement[]): Promise<void> {
  const { quiet } = session;
  session.quiet = true;
  session.failed = false;
  for (const { text } of parts) {
    await answer(session, {
      messages: [{ type: 'Q', bytes: queryMessage(text) }],
      sql: [text],
      unfinished: false,
    });
    if (session.failed) break;
  }
  session.quiet = quiet;
  await ready(session, session.status);
}

/**
 * A client that flushes wants an answer before it says whether more belongs to it. Outside of a transaction nothing of it
 * could be looked at later: what was said so far is done at once.
 */
async function beforeSync(session: Session, question: Question): Promise<void> {
  const messages = [...question.messages.slice(0, -1), { type: 'S', bytes: syncMessage() }];
  session.quiet = true;
  await answer(session, { messages, sql: question.sql, unfinished: false });
  session.quiet = false;
  if (!session.failed) return;
  // What follows an error is left out by the server up to the next Sync, which the client has not sent yet.
  while ((await session.client.next()).type !== 'S');
  await ready(session, session.status);
}

const send = async ({ server }: Session, { messages }: Question): Promise<void> => {
  for (const { bytes } of messages) await server.write(bytes);
};

async function relay(session: Session, question: Question, hide: readonly string[] = []): Promise<Relayed> {
  const relayed = await relayAnswer(question, { ...session, hide });
  session.failed = relayed.error !== undefined;
  return relayed;
}

async function untouched(session: Session, question: Question): Promise<void> {
  await send(session, question);
  const relayed = await relay(session, question);
  // What is set for the session counts for what follows.
  if (session.status === 'I' && relayed.tags.includes('SET')) record(session, question, relayed, 'own');
  await goOn(session, relayed);
}

async function inTransaction(session: Session, question: Question): Promise<void> {
  await send(session, question);
  const relayed = await relay(session, question);
  await look(session, question, relayed, 'transaction');
  await goOn(session, relayed);
}

/** A statement without a transaction has let go of its locks when it answers: the gate puts one around it. */
async function byItself(session: Session, question: Question): Promise<void> {
  await own(session, queryMessage('BEGIN'));
  await begin(session);
  await send(session, question);
  const relayed = await relay(session, question, NOT_IN_TRANSACTION);
  if (relayed.hidden) {
    await own(session, queryMessage('ROLLBACK'));
    await alone(session, question);
    return;
  }
  // It began one after all: that one is the client's.
  if (relayed.tags.some((tag) => tag === 'BEGIN' || tag === 'START TRANSACTION')) {
    await look(session, question, relayed, 'transaction');
    await ready(session, relayed.status);
    return;
  }
  await look(session, question, relayed, 'own');
  if (relayed.status === 'T') {
    const { errorBytes } = await inject(session.server, queryMessage('COMMIT'));
    if (errorBytes !== undefined) await session.client.write(errorBytes);
  } else if (relayed.status === 'E') await own(session, queryMessage('ROLLBACK'));
  await ready(session, 'I');
}

async function alone(session: Session, question: Question): Promise<void> {
  const before = await probe(session);
  const asking = Promise.withResolvers<Relayed>();
  const locks = await session.watch.locksDuring(session.pid, () => {
    send(session, question)
      .then(() => relay(session, question))
      .then(asking.resolve, asking.reject);
    return asking.promise;
  });
  const relayed = await asking.promise;
  session.transaction = session.nextTransaction();
  const after = relayed.status === 'I' ? await probe(session) : undefined;
  // Counts of rows read are not kept from one transaction to the next.
  const rewritten = compareProbes(before, after).rewritten;
  record(session, question, relayed, 'alone', {
    locks,
    rewritten,
    scanned: [],
    lockTimeout: before.lockTimeout,
  });
  await goOn(session, relayed);
}

/** Sees what a statement in a transaction did, while the transaction still has it. */
async function look(
  session: Session,
  question: Question,
  relayed: Relayed,
  how: Observation['how'],
): Promise<void> {
  // Read otherwise than PostgreSQL read it: what was locked before the end of its transaction is not known.
  if (relayed.tags.length > 1 && relayed.tags.some((tag) => ENDINGS.includes(tag)))
    throw new Error('several statements at once ended a transaction among them');
  if (relayed.status !== 'T') {
    record(session, question, relayed, how);
    return;
  }
  const before = session.probe;
  const locks = await session.watch.locksOf(session.pid);
  const after = await probe(session);
  const setsTimeout = question.sql.some((sql) => /\block_timeout\b/i.test(sql));
  record(session, question, relayed, how, {
    locks: locks.filter((lock) => !session.held.has(keyOf(lock))),
    ...compareProbes(before, after),
    lockTimeout: (setsTimeout ? after : (before ?? after)).lockTimeout,
  });
  session.held = new Set(locks.map(keyOf));
  session.probe = after;
}

const keyOf = ({ relation, mode }: Lock): string => `${relation} ${mode}`;

type Seen = Pick<Observation, 'locks' | 'rewritten' | 'scanned' | 'lockTimeout'>;
const NOTHING: Seen = { locks: [], rewritten: [], scanned: [], lockTimeout: undefined };

const record = (
  session: Session,
  question: Question,
  { tags, error }: Relayed,
  how: Observation['how'],
  seen: Seen = NOTHING,
): void =>
  session.observe({
    sql: question.sql.join(';\n').slice(0, KEPT),
    tags,
    how,
    transaction: session.transaction,
    ...seen,
    error,
  });

/** Lets the client go on, and looks around first where a transaction of its own has begun. */
async function goOn(session: Session, { status }: Relayed): Promise<void> {
  if (session.status === 'I' && status === 'T') await begin(session);
  await ready(session, status);
}

async function begin(session: Session): Promise<void> {
  session.transaction = session.nextTransaction();
  session.held = new Set();
  session.probe = await probe(session);
}

async function ready(session: Session, status: string): Promise<void> {
  session.status = status;
  if (!session.quiet) await session.client.write(readyMessage(status));
}

async function probe({ server, relations }: Session): Promise<Probe> {
  const { error, value } = await inject(server, askProbe(relations));
  const read = error === undefined ? readProbe(value) : undefined;
  if (read !== undefined) return read;
  throw new Error(`the session could not be asked: ${error?.message ?? 'it gave no answer'}`);
}

async function own({ server }: Session, bytes: Buffer): Promise<void> {
  const { error } = await inject(server, bytes);
  if (error !== undefined) throw new Error(`the session could not be asked: ${error.message}`);
}

export const isGone = (error: unknown): boolean => error instanceof Disconnected;
