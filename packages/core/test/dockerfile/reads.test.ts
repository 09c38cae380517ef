import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BuildQuestion, findTarget, readsOf, type Source } from '../../src/dockerfile/reads.ts';
import { readDockerfile } from '../../src/dockerfile/stages.ts';
import { parsePlatform } from '../../src/image/platform.ts';

const question: BuildQuestion = {
  target: '',
  buildArgs: {},
  contexts: [],
  platform: parsePlatform('linux/arm64'),
};
const reads = (text: string, changes: Partial<BuildQuestion> = {}) =>
  readsOf(readDockerfile(text), { ...question, ...changes });
const paths = (sources: readonly Source[] = []) => sources.map(({ path }) => path);
const contextOf = (text: string, changes: Partial<BuildQuestion> = {}) => paths(reads(text, changes).context);

describe('what COPY and ADD name', () => {
  it.each<[string, string, readonly string[]]>([
    ['one', 'COPY a /x', ['a']],
    ['several', 'COPY a b/c.txt ./d/ /x/', ['a', 'b/c.txt', 'd']],
    ['everything', 'COPY . .', ['.']],
    ['an absolute path is one of the context', 'COPY /src /src', ['src']],
    ['nothing leads out of the context', 'COPY ../../lib ./', ['lib']],
    ['JSON form, with spaces', 'COPY ["my file", "b", "/x/"]', ['my file', 'b']],
    ['what only begins like JSON', 'COPY [abc]* /x/', ['[abc]*']],
    ['patterns', 'COPY package*.json services/*/go.mod /x/', ['package*.json', 'services/*/go.mod']],
    ['any case', 'copy a /x', ['a']],
    ['flags', 'COPY --chown=1:1 --chmod=644 --link a /x', ['a']],
    ['flags over lines', 'COPY --chown=1:1 \\\n  --link \\\n  a \\\n b /x', ['a', 'b']],
    ['comments and empty lines between', 'COPY a \\\n# COPY z /z\n\n   # more\n  b /x', ['a', 'b']],
    ['blanks after the backslash', 'COPY a \\  \n b /x', ['a', 'b']],
    ['two backslashes end the line', 'RUN echo \\\\\nCOPY a /x', ['a']],
    ['a here-document is no file', 'COPY <<EOF /x\nCOPY z /z\nEOF\nCOPY a /y', ['a']],
    ['two of them and a file', 'COPY <<A a <<"B" /x/\nz\nA\nz\nB\nCOPY b /y', ['a', 'b']],
    ['tabs before its end', 'RUN <<-EOF\n\tCOPY z /z\n\tEOF\nCOPY a /x', ['a']],
    ['a script with quotes', "RUN cat <<'EOF' > x\nCOPY z /z\nEOF\nCOPY a /x", ['a']],
    ['no here-document within quotes', 'RUN echo "<<EOF"\nCOPY a /x', ['a']],
    ['no here-document in JSON', 'RUN ["cat", "<<EOF"]\nCOPY a /x', ['a']],
    ['addresses', 'ADD https://a.example/x git@github.com:a/b.git a /x/', ['a']],
    ['--parents with its middle', 'COPY --parents ./x/./y/*.c /p/', ['x/y/*.c']],
    ['--parents with any depth', 'COPY --parents libs/**/go.mod /p/', ['libs']],
    ['Windows line ends', 'COPY a \\\r\n  b /x\r\nCOPY c /y\r', ['a', 'b', 'c']],
    ['of an image', 'COPY --from=nginx:1 /etc /etc', []],
    ['a trigger', 'ONBUILD COPY --chown=1 a /x', ['a']],
    ['quotes', 'COPY "a" \'b\' /x', ['a', 'b']],
  ])('%s', (_, instruction, expected) => {
    expect(contextOf(`FROM alpine\n${instruction}\n`)).toEqual(expected);
  });

  it('reads the escape character, and paths of Windows with it', () => {
    expect(contextOf('# escape=`\nFROM a\nCOPY a\\b `\n  c /x')).toEqual(['a/b', 'c']);
    expect(contextOf('\ufeff# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nCOPY a `\n c /x')).toEqual([
      'a',
      'c',
    ]);
    // After a comment it is a comment.
    expect(contextOf('# hello\n# escape=`\nFROM a\nCOPY a` /x')).toEqual(['a`']);
  });
});

describe('what is left out', () => {
  it.each<[string, readonly string[]]>([
    ['COPY --exclude=*.md --exclude=docs src /x', ['*.md', 'docs']],
    ['COPY --exclude=*.md . /x', ['*.md']],
    // Which folder would they count from?
    ['COPY --exclude=*.md src/* /x', []],
    ['COPY --parents --exclude=*.md src /x', []],
    ['COPY --exclude=$WHAT src /x', []],
  ])('%s', (instruction, exclude) => {
    expect(reads(`FROM scratch\n${instruction}`).context.map((source) => source.exclude)).toEqual([exclude]);
  });
});

describe('mounts', () => {
  it.each<[string, readonly string[]]>([
    ['--mount=type=bind,source=go.mod,target=/go.mod', ['go.mod']],
    ['--mount=type=bind,src=lib,dst=/lib,rw', ['lib']],
    ['--mount=target=/src', ['.']],
    ['--mount=type=bind,target=. --mount=type=cache,target=/c', ['.']],
    ['--mount=type=secret,id=a --mount=type=ssh --mount=type=tmpfs,target=/t', []],
    ['--mount=type=cache,target=/c,source=x', []],
    ['--mount=type=bind,from=golang:1,target=/g', []],
    ['--mount="type=bind,source=lib,target=/l"', ['lib']],
    ['--mount=type=bind,source=${DIR:-lib}/x,target=/l', []],
  ])('%s', (flags, expected) => {
    const text = `FROM scratch\nARG DIR\nRUN ${flags} make`;
    expect(contextOf(text)).toEqual(flags.includes('DIR') ? ['lib/x'] : expected);
  });
});

describe('variables', () => {
  it.each<[string, string, readonly string[]]>([
    ['an argument', 'ARG D=a\nCOPY $D/x /x', ['a/x']],
    ['given from outside', 'ARG GIVEN=a\nCOPY ${GIVEN}/x /x', ['given/x']],
    ['given and not declared', 'COPY ${GIVEN}/x /x', ['.']],
    ['global', 'ARG GLOBAL\nCOPY ${GLOBAL} /x', ['g']],
    ['global and not declared here', 'COPY ${GLOBAL} /x', ['.']],
    ['ENV', 'ENV A=b C="d e"\nCOPY $A /x', ['b']],
    ['ENV, old form', 'ENV A b/c\nCOPY $A /x', ['b/c']],
    ['ENV of ENV', 'ENV A=b\nENV C=$A/c\nCOPY $C /x', ['b/c']],
    ['the later counts', 'ENV A=b\nARG A=c\nCOPY $A /x', ['c']],
    ['a default', 'ARG A\nCOPY ${A:-b/c} /x', ['.']],
    ['set or not', 'ENV A=1\nCOPY ${A:+b} /x', ['b']],
    ['patterns of the shell', 'ENV A=a.b\nCOPY ${A%.b} /x', ['.']],
    ['the platform', 'ARG TARGETARCH\nARG TARGETOS\nCOPY bin/$TARGETOS-$TARGETARCH /x', ['bin/linux-arm64']],
    ['the platform, not declared', 'COPY bin/$TARGETARCH /x', ['.']],
    ['the platform of the builder', 'ARG BUILDARCH\nCOPY bin/$BUILDARCH /x', ['.']],
    ['of the image', 'COPY $JAVA_HOME /x', ['.']],
    ['escaped', 'COPY \\$A /x', ['$A']],
    ['in JSON', 'ENV A=b\nCOPY ["$A", "/x"]', ['b']],
    ['an address', 'ARG A=https://a.example/x\nADD $A /x', []],
    ['an address that is not known', 'ADD $A /x', ['.']],
    ['only in the target', 'COPY a $A', ['a']],
  ])('%s', (_, text, expected) => {
    expect(
      contextOf(`ARG GLOBAL=g\nFROM alpine\n${text}`, { buildArgs: { GIVEN: 'given', TARGETX: 'x' } }),
    ).toEqual(expected);
  });

  it('on nothing, what is not set is empty', () => {
    expect(contextOf('FROM scratch\nCOPY ${A:-b/c}${D} /x')).toEqual(['b/c']);
  });

  it('go on in the stages that are built on a stage', () => {
    expect(contextOf('FROM scratch AS base\nARG A=b\nENV C=d\nARG C=e\nFROM base\nCOPY $A $C /x/')).toEqual([
      'b',
      'd',
    ]);
  });
});

describe('stages', () => {
  const text = [
    'FROM golang AS deps',
    'COPY go.mod .',
    'FROM deps AS build',
    'COPY . .',
    'FROM alpine AS tools',
    'COPY tools /t',
    'FROM alpine AS docs',
    'COPY docs /d',
    'FROM scratch AS final',
    'COPY --from=build /x /x',
    'RUN --mount=from=tools,target=/t x',
    'COPY conf /c',
  ].join('\n');

  it.each<[string, readonly string[]]>([
    ['', ['go.mod', '.', 'tools', 'conf']],
    ['final', ['go.mod', '.', 'tools', 'conf']],
    ['DEPS', ['go.mod']],
    ['docs', ['docs']],
    ['3', ['docs']],
    ['none', ['.']],
  ])('target "%s"', (target, expected) => {
    expect(contextOf(text, { target })).toEqual(expected);
  });

  it('by position, and in any case', () => {
    expect(
      contextOf('FROM a AS One\nCOPY a /x\nFROM b\nCOPY b /x\nFROM scratch\nCOPY --from=ONE /x /x'),
    ).toEqual(['a']);
    expect(contextOf('FROM a\nCOPY a /x\nFROM b\nCOPY b /x\nFROM scratch\nCOPY --from=0 /x /x')).toEqual([
      'a',
    ]);
  });

  it('by a variable', () => {
    const chosen =
      'ARG FLAVOR=big\nFROM a AS base-big\nCOPY big /x\nFROM a AS base-small\nCOPY small /x\nFROM base-${FLAVOR}\nCOPY c /c';
    expect(contextOf(chosen)).toEqual(['big', 'c']);
    expect(contextOf(chosen, { buildArgs: { FLAVOR: 'small' } })).toEqual(['small', 'c']);
    expect(contextOf(chosen.replace('FLAVOR}', 'TARGETARCH}'))).toEqual(['c']);
    expect(contextOf(chosen.replace('FLAVOR}', 'BUILDARCH}'))).toEqual(['big', 'small', 'c']);
  });

  it('two of one name: for --from the last, for FROM the last before it', () => {
    expect(
      contextOf('FROM a AS x\nCOPY 1 /x\nFROM x AS y\nFROM a AS x\nCOPY 2 /x\nFROM y\nCOPY --from=x / /'),
    ).toEqual(['1', '2']);
  });

  it('images that copy the context by themselves', () => {
    expect(contextOf('FROM acme/python:3-onbuild\nCOPY a /x')).toEqual(['.', 'a']);
  });

  it('another language may read anything', () => {
    expect(contextOf('# syntax=tonistiigi/other:1\nFROM scratch')).toEqual(['.']);
    expect(contextOf('# syntax = docker/dockerfile:1.9-labs\nFROM scratch')).toEqual([]);
  });

  it('knows the stage that a target names', () => {
    const dockerfile = readDockerfile(text);
    expect(findTarget(dockerfile, 'Build')?.name).toBe('build');
    expect(findTarget(dockerfile, '')?.name).toBe('final');
    expect(findTarget(dockerfile, 'nope')).toBeUndefined();
    expect(findTarget(dockerfile, '99')).toBeUndefined();
  });
});

describe('named contexts', () => {
  const named = (text: string, ...contexts: string[]) => {
    const found = reads(text, { contexts });
    return [
      paths(found.context),
      Object.fromEntries([...found.named].map(([name, list]) => [name, paths(list)])),
    ];
  };
  it.each<[string, string, unknown]>([
    ['copied from', 'FROM scratch\nCOPY --from=libs a b/c /x/', [[], { libs: ['a', 'b/c'] }]],
    ['mounted', 'FROM scratch\nRUN --mount=from=libs,source=a,target=/x y', [[], { libs: ['a'] }]],
    ['as a base', 'FROM libs\nCOPY a /x', [['a'], { libs: ['.'] }]],
    ['as an image', 'FROM docker.io/library/libs:latest', [[], { libs: ['.'] }]],
    [
      'in place of a stage',
      'FROM a AS libs\nCOPY z /z\nFROM scratch\nCOPY --from=libs b /b',
      [[], { libs: ['b'] }],
    ],
    ['not used', 'FROM scratch\nCOPY a /x', [['a'], { libs: [] }]],
  ])('%s', (_, text, expected) => {
    const [context, all] = named(text, 'libs');
    expect([context, all]).toEqual(expected);
  });
});

it('whatever the text, reading ends, and every source is a path of the context', () => {
  const piece = fc.constantFrom(
    'FROM ',
    'a',
    ' AS ',
    'b',
    '\n',
    '\\\n',
    '\\',
    ' ',
    'COPY ',
    '--from=',
    'ARG ',
    'ENV ',
    '=',
    '"',
    "'",
    '$',
    '${',
    '}',
    ':-',
    '<<EOF',
    'EOF',
    '[',
    ']',
    ',',
    '..',
    '/',
    '**',
    '#',
    'RUN ',
    '--mount=',
    'source=',
    'ONBUILD ',
    '\r',
    '\t',
    '--',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { context } = reads(`FROM x\n${pieces.join('')}`);
      for (const { path } of context) {
        expect(path.startsWith('/')).toBe(false);
        expect(path.split('/')).not.toContain('..');
        expect(path).not.toBe('');
      }
    }),
  );
});
