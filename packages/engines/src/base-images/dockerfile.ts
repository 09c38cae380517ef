import { configurationFailure } from '@sealift/core/failure';
import { expandArgs } from './dockerfile-args.ts';
import { type Instruction, parseInstructions } from './dockerfile-syntax.ts';

export type DockerfileOptions = {
  /** For messages. */
  readonly file: string;
  /** The stage that is built; the last one by default. */
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Of the machine that builds, e.g. `linux/amd64`. */
  readonly buildPlatform: string;
  /** Of the image; `buildPlatform` by default. */
  readonly targetPlatform?: string;
};

export type NeededImage = {
  /** As written, with variables replaced. */
  readonly reference: string;
  /** 1-based line of the FROM, COPY or RUN that names it. */
  readonly line: number;
  /** What `--platform` says; absent without it. */
  readonly platform?: string;
};

export type DockerfileNeeds = {
  /** Each once, in the order of the file. */
  readonly images: readonly NeededImage[];
  /** The frontend image of a `# syntax=` line. */
  readonly syntax?: string;
};

type Stage = {
  readonly name: string | undefined;
  readonly from: NeededImage;
  /** `--from` of COPY and of RUN's mounts: stages or images. */
  readonly uses: NeededImage[];
};

/**
 * The images that a build takes from registries: FROM lines, `COPY --from` and `RUN --mount=from=`, of the stages
 * that the target needs.
 * https://docs.docker.com/reference/dockerfile/
 * @throws Failure `configuration` with file and line
 */
export function neededImages(text: string, options: DockerfileOptions): DockerfileNeeds {
  const { instructions, syntax } = parseInstructions(text);
  const stages = readStages(instructions, options);
  const last = stages.length - 1;
  const start = options.target === undefined ? last : findStage(stages, options.target, stages.length);
  if (last === -1) throw bad(options.file, 1, 'It has no FROM.', 'Begin the first stage with FROM.');
  if (start === undefined)
    throw bad(options.file, 1, `It has no stage "${options.target}".`, 'Give the name of a stage as target.');

  const images = new Map<string, NeededImage>();
  const seen = new Set<number>();
  const visit = (index: number) => {
    const stage = stages[index];
    if (stage === undefined || seen.has(index)) return;
    seen.add(index);
    for (const need of [stage.from, ...stage.uses]) {
      const other = findStage(stages, need.reference, index);
      if (other !== undefined) visit(other);
      else if (need.reference !== 'scratch') {
        const key = `${need.reference} ${need.platform}`;
        if (!images.has(key)) images.set(key, need);
      }
    }
  };
  visit(start);
  return {
    images: [...images.values()].sort((a, b) => a.line - b.line),
    ...(syntax === undefined ? {} : { syntax }),
  };
}

function readStages(instructions: readonly Instruction[], options: DockerfileOptions): Stage[] {
  const args = new Map<string, string>(Object.entries(platformArgs(options)));
  const stages: Stage[] = [];
  for (const { keyword, rest, line } of instructions) {
    const stage = stages.at(-1);
    if (keyword === 'FROM') stages.push(readFrom(rest, line, args, options));
    else if (keyword === 'ARG' && stage === undefined)
      for (const [name, value] of readArg(rest)) {
        const given =
          options.buildArgs?.[name] ?? (value === undefined ? undefined : expandArgs(value, args));
        if (given !== undefined) args.set(name, given);
      }
    else if (stage !== undefined)
      for (const reference of readUses(keyword, rest)) stage.uses.push({ reference, line });
  }
  return stages;
}

function readFrom(
  rest: string,
  line: number,
  args: ReadonlyMap<string, string>,
  { file }: DockerfileOptions,
): Stage {
  const expand = (text: string) => {
    const expanded = expandArgs(text, args);
    if (expanded === undefined)
      throw bad(
        file,
        line,
        `"${text}" uses a substitution that cannot be worked out here.`,
        'Use ${NAME} or ${NAME:-default}.',
      );
    return expanded;
  };
  const words = rest.split(/\s+/);
  let platform: string | undefined;
  while (words[0]?.startsWith('--')) {
    const flag = words.shift() ?? '';
    if (flag.startsWith('--platform=')) platform = expand(flag.slice('--platform='.length));
  }
  const [image = '', as, name] = words;
  const reference = expand(unquote(image));
  if (reference === '')
    throw bad(
      file,
      line,
      `FROM ${rest} names no image: a variable in it has no value.`,
      'Give the ARG a default value.',
    );
  return {
    name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
    from: { reference, line, ...(platform ? { platform } : {}) },
    uses: [],
  };
}

/** ARG A=1 B="two words" C */
function* readArg(rest: string): Generator<[name: string, value: string | undefined]> {
  for (const [, name = '', value] of rest.matchAll(/([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|\S*))?/g))
    yield [name, value === undefined ? undefined : unquote(value)];
}

function readUses(keyword: string, rest: string): string[] {
  if (keyword === 'COPY' || keyword === 'ADD') {
    const from = /^(?:--\S+\s+)*?--from=(\S+)/.exec(rest)?.[1];
    return from === undefined ? [] : [from];
  }
  if (keyword !== 'RUN') return [];
  return [...rest.matchAll(/(?:^|\s)--mount=(\S+)/g)].flatMap(([, mount = '']) =>
    mount.split(',').flatMap((part) => (part.startsWith('from=') ? [part.slice('from='.length)] : [])),
  );
}

/** A stage before `before`, by name or number. */
function findStage(stages: readonly Stage[], reference: string, before: number): number | undefined {
  const earlier = stages.slice(0, before);
  const named = earlier.findLastIndex(({ name }) => name !== undefined && name === reference.toLowerCase());
  if (named !== -1) return named;
  const number = /^\d+$/.test(reference) ? Number(reference) : -1;
  return number >= 0 && number < earlier.length ? number : undefined;
}

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformArgs(options: DockerfileOptions): Record<string, string> {
  const parts = (prefix: string, platform: string) => {
    const [os = '', architecture = '', variant = ''] = platform.split('/');
    return {
      [`${prefix}PLATFORM`]: platform,
      [`${prefix}OS`]: os,
      [`${prefix}ARCH`]: architecture,
      [`${prefix}VARIANT`]: variant,
    };
  };
  return {
    ...parts('BUILD', options.buildPlatform),
    ...parts('TARGET', options.targetPlatform ?? options.buildPlatform),
  };
}

const unquote = (text: string): string => text.replace(/^(["'])(.*)\1$/s, '$2');

const bad = (file: string, line: number, cause: string, remedy: string) =>
  configurationFailure({
    code: 'base-images/bad-dockerfile',
    cause: `${file}: ${cause}`,
    remedy,
    location: { file, line },
  });
