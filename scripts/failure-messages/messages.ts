// What failures say, read from the sources: a page about messages that is written by hand would soon be about others.
import type { AnyNode, ObjectExpression } from 'acorn';
import { type Choose, everyWay } from './branches.ts';
import { isFunction, readModules } from './modules.ts';
import { at, follow, type Reading, type Value } from './values.ts';
import { countWords, returnedBy, wordsOf } from './words.ts';

export type FailureMessage = {
  readonly code: string;
  /** `…` stands for what is filled in. */
  readonly cause: string;
  readonly remedy: string;
};

const CODE = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const GAP = '…';
/** In a checksum or an address there is none. */
const PLAIN_WORD = /(?:^|\s)\p{L}+(?=$|[\s,.:;])/u;
/** Not the clause that another sentence is made with. */
const SENTENCE = /[^\s…].*[.\n]$/s;

/** Words of a cause. */
const LEAST = 3;
/** A place of more messages with one code than that is told with gaps. */
const MOST_ROWS = 8;
/** With any code. */
const MOST_IN_ALL = 48;
/** Words that tell something of what is wrong. */
const CLAUSE = 3;
const DEPTHS = [0, 1, 2, 3];
/** Readings of one place; those that are left out say what others have said. */
const MOST_READINGS = 300;

/**
 * Every failure that the modules make of objects with code, cause and remedy, in each way that the words can come about.
 * @param sources TypeScript by its path in the repository, `packages/<name>/src/…` or `actions/<name>/src/…`
 */
export function failureMessages(sources: ReadonlyMap<string, string>): readonly FailureMessage[] {
  const modules = readModules(sources);
  const source = { modules, count: countWords(modules), used: new Set<AnyNode>() };
  const found = modules.nodes
    .filter((node) => node.type === 'ObjectExpression')
    .filter((object) => has(object, 'remedy') || has(object, 'cause'))
    .map((object) => ({ object, messages: messagesOf(source, object) }));
  // What another object takes its words from is told with that one.
  return found.flatMap(({ object, messages }) => {
    if (!source.used.has(object)) return messages;
    return has(object, 'cause') ? messages.filter(({ cause }) => SENTENCE.test(cause)) : [];
  });
}

type Source = Pick<Reading, 'modules' | 'count' | 'used'>;

/** In as much detail as stays short; else as short as it says something; with every name where it says nothing without. */
function messagesOf(source: Source, object: ObjectExpression): readonly FailureMessage[] {
  const short = DEPTHS.map((depth) =>
    messagesWith(source, object, { least: CLAUSE, depth }, MOST_IN_ALL + 1),
  ).findLast((messages) => isShort(messages) && messages.every(saysEnough));
  if (short !== undefined) return short;
  for (const least of [CLAUSE, 1])
    for (const depth of DEPTHS) {
      const messages = messagesWith(source, object, { least, depth });
      if (messages.every(saysEnough)) return messages;
    }
  return messagesWith(source, object, { least: CLAUSE, depth: Math.max(...DEPTHS) });
}

const isShort = (messages: readonly FailureMessage[]): boolean =>
  messages.length <= MOST_IN_ALL &&
  [...Map.groupBy(messages, ({ code }) => code).values()].every(({ length }) => length <= MOST_ROWS);

/** How texts are filled in. */
type Filling = {
  /** Words of what is filled in; shorter texts are gaps. */
  readonly least: number;
  /** How far: 0 leaves every gap, 1 fills what stands in a text, 2 what stands in that. */
  readonly depth: number;
};

/** Whether a reader who searches for words of the message finds it, and is told what to do. */
export const saysEnough = ({ cause, remedy }: FailureMessage): boolean =>
  wordsOf(cause) >= Math.max(LEAST, cause.split(GAP).length - 1) && wordsOf(remedy) > 0;

function messagesWith(
  source: Source,
  object: ObjectExpression,
  filling: Filling,
  most = Number.POSITIVE_INFINITY,
): readonly FailureMessage[] {
  const found = new Map<string, FailureMessage>();
  let readings = 0;
  for (const message of everyWay((choose) => readMessage(source, object, choose, filling))) {
    if (CODE.test(message.code) && (message.cause !== GAP || message.remedy !== GAP))
      found.set(JSON.stringify(message), message);
    readings += 1;
    if (found.size >= most || readings >= MOST_READINGS) break;
  }
  return [...found.values()];
}

function readMessage(
  source: Source,
  object: ObjectExpression,
  choose: Choose,
  filling: Filling,
): FailureMessage {
  const reading: Reading = {
    ...source,
    ...{ choose, entered: new Map(), known: new Map(), used: new Set(), open: new Set() },
  };
  const words = (key: string) => {
    const found = at(reading, { node: object, frame: undefined }, [key]);
    return found === undefined ? GAP : textOf(reading, found, filling).replace(/…+/g, GAP);
  };
  // What is said of a place that only its reader knows.
  const cause = has(object, 'why') ? `${GAP} ${words('why')}.` : words('cause');
  const message = { code: words('code'), cause, remedy: words('remedy') };
  for (const each of reading.used) if (each !== object) source.used.add(each);
  return message;
}

const has = ({ properties }: ObjectExpression, name: string): boolean =>
  properties.some(
    (each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === name,
  );

function textOf(reading: Reading, { node, frame }: Value, filling: Filling): string {
  const inside = (inner: AnyNode): string => {
    if (inner.type === 'Literal' || inner.type === 'TemplateLiteral' || inner.type === 'BinaryExpression')
      return textOf(reading, { node: inner, frame }, filling);
    // A name alone is what a caller gives; all else of few words is a number, a path or the like.
    const least = inner.type === 'Identifier' ? filling.least : CLAUSE;
    // Either way of a condition stands in the text itself.
    const depth = inner.type === 'ConditionalExpression' ? filling.depth : filling.depth - 1;
    if (depth < 0 || reading.count(inner) < least) return GAP;
    const text = textOf(reading, follow(reading, inner, frame), { ...filling, depth });
    return text === '' || PLAIN_WORD.test(text) ? text : GAP;
  };
  if (isFunction(node)) {
    const [first] = returnedBy(node);
    return first === undefined ? GAP : textOf(reading, follow(reading, first, frame), filling);
  }
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : GAP;
    case 'TemplateLiteral':
      return node.quasis
        .map(({ value }, index) => {
          const hole = node.expressions[index];
          return `${value.cooked ?? ''}${hole === undefined ? '' : inside(hole)}`;
        })
        .join('');
    case 'BinaryExpression':
      // A sum is no text.
      return node.operator === '+' && !(node.right.type === 'Literal' && typeof node.right.value === 'number')
        ? `${inside(node.left)}${inside(node.right)}`
        : GAP;
    default:
      return GAP;
  }
}
