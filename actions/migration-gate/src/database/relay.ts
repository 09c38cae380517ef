/** Carries what a client asks to the server and what the server answers back, up to the place between two questions. */
import { noteMessage, type Prepared, type Side } from './link.ts';
import { commandTag, type Message, type ServerError, serverError, transactionStatus } from './messages.ts';

/** Messages after which the server answers, and then waits. */
const ENDS = ['Q', 'S', 'F'];
/** What comes late of a COPY that the server has ended already. */
const STRAYS = ['d', 'c', 'f'];

/** What a client asks at once. */
export type Question = {
  readonly messages: Message[];
  /** SQL that is executed, in its order. */
  readonly sql: string[];
  /** Whether it goes on behind a Flush: the client reads answers before it says more. */
  readonly unfinished: boolean;
};

/** @returns `undefined` when the client says goodbye. @throws Disconnected */
export async function nextQuestion(client: Side, prepared: Prepared): Promise<Question | undefined> {
  const messages: Message[] = [];
  const sql: string[] = [];
  for (;;) {
    const message = await client.next();
    if (message.type === 'X') return undefined;
    if (messages.length === 0 && STRAYS.includes(message.type)) continue;
    messages.push(message);
    const text = noteMessage(message, prepared);
    if (text !== undefined) sql.push(text);
    if (ENDS.includes(message.type)) return { messages, sql, unfinished: false };
    if (message.type === 'H') return { messages, sql, unfinished: true };
  }
}

export type RelayOptions = {
  readonly client: Side;
  readonly server: Side;
  readonly prepared: Prepared;
  /** An answer with one of these errors is kept from the client, when nothing else was said before it. */
  readonly hide: readonly string[];
};

/** An answer; its last message, which lets the client go on, is kept back. */
export type Relayed = {
  readonly status: string;
  readonly tags: readonly string[];
  readonly error: ServerError | undefined;
  /** The client knows nothing of this answer. */
  readonly hidden: boolean;
};

/** What says nothing about success, so that it can wait. */
const PRELIMINARY = ['1', '2', '3', 'n', 't', 'N', 'S'];

/** @param question has been sent. @throws Disconnected */
export async function relayAnswer(question: Question, options: RelayOptions): Promise<Relayed> {
  const { client, server } = options;
  const tags: string[] = [];
  const held: Buffer[] = [];
  let error: ServerError | undefined;
  let holding = options.hide.length > 0;
  let hidden = false;
  const open = openness(question);
  for (;;) {
    if (open.now() && (await whoSpeaks(options)) === 'client') {
      const message = await client.next();
      const text = noteMessage(message, options.prepared);
      if (text !== undefined) question.sql.push(text);
      open.said(message);
      await server.write(message.bytes);
      continue;
    }
    const message = await server.next();
    if (message.type === 'Z') {
      if (!hidden) for (const bytes of held) await client.write(bytes);
      return { status: transactionStatus(message), tags, error, hidden };
    }
    if (message.type === 'C') tags.push(commandTag(message));
    if (message.type === 'G') open.copying();
    if (message.type === 'E') {
      error ??= serverError(message);
      hidden ||= holding && options.hide.includes(error.code);
    }
    if (hidden) continue;
    held.push(message.bytes);
    if (holding && PRELIMINARY.includes(message.type)) continue;
    holding = false;
    for (const bytes of held.splice(0)) await client.write(bytes);
  }
}

/** Whether the client may say more before the answer is whole: behind a Flush, and the rows of a COPY. */
function openness({ unfinished, messages }: Question) {
  const simple = messages.at(-1)?.type === 'Q';
  let open = unfinished;
  return {
    now: () => open,
    copying: () => {
      open = true;
    },
    said: ({ type }: Message) => {
      if (type === 'S' || (simple && (type === 'c' || type === 'f'))) open = false;
    },
  };
}

const whoSpeaks = ({ client, server }: RelayOptions): Promise<'client' | 'server'> =>
  Promise.race([
    server.waiting().then(() => 'server' as const),
    client.waiting().then(() => 'client' as const),
  ]);
