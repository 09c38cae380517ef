/** The stages of a Dockerfile. */
import { asHeredoc, type Instruction, jsonWords, parseDockerfile } from './instructions.ts';
import { splitWords } from './words.ts';

export type Stage = {
  /** In lower case; undefined when it has none. */
  readonly name: string | undefined;
  /** As it is written. */
  readonly base: string;
  readonly steps: readonly Step[];
  readonly line: number;
};

export type Assignment = {
  readonly kind: 'arg' | 'env';
  readonly key: string;
  readonly value: string | undefined;
};
/** `from` is as it is written; undefined is the context. */
export type Copy = {
  readonly kind: 'copy';
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly exclude: readonly string[];
  readonly parents: boolean;
  /** ADD: addresses are fetched. */
  readonly remote: boolean;
};
export type Mount = { readonly kind: 'mount'; readonly from: string | undefined; readonly source: string };
export type Step = Assignment | Copy | Mount;

export type Dockerfile = {
  /** Before the first stage: they count in FROM lines. */
  readonly globals: readonly Step[];
  readonly stages: readonly Stage[];
  /** The character that continues lines and escapes. */
  readonly escapeWith: string;
  /** The frontend that `# syntax=` names; undefined is BuildKit's own. */
  readonly syntax: string | undefined;
};

/** What stands before and after each FROM. What BuildKit would refuse is passed over. */
export function readDockerfile(text: string): Dockerfile {
  const { instructions, escapeWith, syntax } = parseDockerfile(text);
  const globals: Step[] = [];
  const stages: {
    -readonly [Key in keyof Stage]: Stage[Key] extends readonly Step[] ? Step[] : Stage[Key];
  }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      const [base = '', as = '', name] = instruction.rest.split(/\s+/);
      stages.push({
        name: as.toUpperCase() === 'AS' ? name?.toLowerCase() : undefined,
        base,
        steps: [],
        line: instruction.line,
      });
    } else (stages.at(-1)?.steps ?? globals).push(...stepsOf(instruction, escapeWith));
  }
  return { globals, stages, escapeWith, syntax };
}

function stepsOf(instruction: Instruction, escapeWith: string): readonly Step[] {
  switch (instruction.keyword) {
    case 'ARG':
      return splitWords(instruction.rest, escapeWith).map(({ raw }) => assignment('arg', raw));
    case 'ENV':
      return environment(instruction.rest, escapeWith);
    case 'COPY':
    case 'ADD':
      return [copyOf(instruction, escapeWith)];
    case 'RUN':
      return instruction.flags.flatMap(mountOf);
    case 'ONBUILD': {
      // It is for the stages that are built on this one; here it makes no difference, but that it may read too much.
      const [keyword = ''] = instruction.rest.split(/\s/, 1);
      const words = splitWords(instruction.rest.slice(keyword.length), escapeWith);
      const flags = words.filter(({ raw }) => raw.startsWith('--'));
      const rest = instruction.rest.slice(keyword.length + (flags.at(-1)?.end ?? 0)).trim();
      return keyword.toUpperCase() === 'ONBUILD'
        ? []
        : stepsOf(
            { ...instruction, keyword: keyword.toUpperCase(), flags: flags.map(({ plain }) => plain), rest },
            escapeWith,
          );
    }
    default:
      return [];
  }
}

function assignment(kind: 'arg' | 'env', word: string): Step {
  const at = word.indexOf('=');
  return at < 0
    ? { kind, key: word, value: undefined }
    : { kind, key: word.slice(0, at), value: word.slice(at + 1) };
}

/** `A=b C=d`, or the old `A b and all the rest`. */
function environment(rest: string, escapeWith: string): readonly Step[] {
  const words = splitWords(rest, escapeWith);
  const [first] = words;
  if (first === undefined) return [];
  if (first.raw.includes('=')) return words.map(({ raw }) => assignment('env', raw));
  return [{ kind: 'env', key: first.raw, value: rest.slice(first.end).trim() }];
}

const valueOfFlag = (flags: readonly string[], name: string): string | undefined =>
  flags.findLast((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3);

function copyOf({ keyword, flags, rest }: Instruction, escapeWith: string): Step {
  const words = jsonWords(rest) ?? rest.split(/\s+/);
  const sources = words.slice(0, -1).filter((raw) => asHeredoc({ raw }) === undefined);
  return {
    kind: 'copy',
    from: keyword === 'COPY' ? valueOfFlag(flags, 'from') : undefined,
    sources: escapeWith === '`' ? sources.map((source) => source.replaceAll('\\', '/')) : sources,
    exclude: flags
      .filter((flag) => flag.startsWith('--exclude='))
      .map((flag) => flag.slice('--exclude='.length)),
    parents: flags.some((flag) => /^--parents(?:=true)?$/i.test(flag)),
    remote: keyword === 'ADD',
  };
}

/** `--mount=type=bind,source=x`: binds, and caches that begin with what a stage holds. */
function mountOf(flag: string): readonly Step[] {
  if (!flag.startsWith('--mount=')) return [];
  const options = new Map(
    flag
      .slice('--mount='.length)
      .split(',')
      .map((field) => {
        const at = field.indexOf('=');
        const [key, value] = at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
        return [key.toLowerCase(), value.replace(/^"(.*)"$/, '$1')] as const;
      }),
  );
  const type = options.get('type') ?? 'bind';
  const from = options.get('from');
  if (type !== 'bind' && !(type === 'cache' && from !== undefined)) return [];
  return [{ kind: 'mount', from, source: options.get('source') ?? options.get('src') ?? '/' }];
}
