import type { Case } from '../case.js';
import { contextsPage, evaluated, expressionsPage, type Files, main, oneJob, yaml } from './text.js';

/** Values of expressions, each read as an output of a job. */
export const expressions: readonly Case[] = [
  values('Literals of each type become strings.', `${expressionsPage}#literals`, {
    nothing: ["format('[{0}]', null)", '[]'],
    boolean: ['false', 'false'],
    integer: ['711', '711'],
    float: ['-9.2', '-9.2'],
    hex: ['0xff', '255'],
    exponent: ['-2.99e-2', '-0.0299'],
    quote: ["'It''s open source!'", "It's open source!"],
  }),
  values('Equality ignores the case of strings.', `${expressionsPage}#operators`, {
    equal: ["'Main' == 'mAIN'", 'true'],
    unequal: ["'Main' != 'mAIN'", 'false'],
    context: ["github.event_name == 'PUSH'", 'true'],
    order: ["'a' < 'B'", 'true'],
    orderOfSame: ["'a' >= 'A'", 'true'],
  }),
  values('Values of different types are compared as numbers.', `${expressionsPage}#operators`, {
    text: ["1 == '1'", 'true'],
    textWithZero: ["1 == '1.0'", 'true'],
    twoTexts: ["'1' == '1.0'", 'false'],
    empty: ["0 == ''", 'true'],
    nothing: ['null == 0', 'true'],
    nothingAndEmpty: ["null == ''", 'true'],
    yes: ['true == 1', 'true'],
    yesText: ["true == 'true'", 'false'],
    no: ["false == ''", 'true'],
    notANumber: ["'abc' == 0", 'false'],
    hexText: ["'0xff' == 255", 'true'],
    missing: ["github.nothing == ''", 'true'],
  }),
  values('Relations with something that is not a number are false.', `${expressionsPage}#operators`, {
    less: ["'abc' < 1", 'false'],
    more: ["'abc' > 1", 'false'],
    atLeast: ["'abc' >= 1", 'false'],
    numbers: ["'10' > 9", 'true'],
    texts: ["'10' > '9'", 'false'],
    converted: ["fromJSON('10') > fromJSON('9')", 'true'],
    array: ["fromJSON('[1]') < 2", 'false'],
  }),
  values(
    'Objects and arrays are equal only when they are the same instance.',
    `${expressionsPage}#operators`,
    {
      same: ['github.event == github.event', 'true'],
      other: ["fromJSON('[1]') == fromJSON('[1]')", 'false'],
      unequal: ["fromJSON('{}') != fromJSON('{}')", 'true'],
    },
  ),
  values('&& and || give one of their operands.', `${expressionsPage}#operators`, {
    or: ["'' || 'fallback'", 'fallback'],
    and: ["true && 'yes'", 'yes'],
    ternary: ["github.ref == 'refs/heads/main' && 'live' || 'test'", 'live'],
    ternaryWithFalsyMiddle: ["format('[{0}]', true && '' || 'other')", '[other]'],
    number: ['0 || 7', '7'],
    precedence: ["false && 'a' || 'b' && 'c'", 'c'],
    negated: ["!'' && !0", 'true'],
    grouped: ['!(true && false)', 'true'],
  }),
  values('contains() looks in strings and arrays, without regard to case.', `${expressionsPage}#contains`, {
    text: ["contains('Hello world', 'LLO')", 'true'],
    none: ["contains('Hello world', 'bye')", 'false'],
    array: [`contains(fromJSON('["push", "pull_request"]'), github.event_name)`, 'true'],
    arrayWhole: [`contains(fromJSON('["push-tag"]'), 'push')`, 'false'],
    arrayCase: [`contains(fromJSON('["PUSH"]'), 'push')`, 'true'],
    number: ['contains(12345, 234)', 'true'],
    emptyItem: ["contains('abc', '')", 'true'],
  }),
  values('startsWith() and endsWith() ignore case and cast to strings.', `${expressionsPage}#startswith`, {
    start: ["startsWith('Hello world', 'HE')", 'true'],
    notStart: ["startsWith('Hello world', 'world')", 'false'],
    end: ["endsWith('Hello world', 'LD')", 'true'],
    numbers: ['startsWith(1234, 12)', 'true'],
    boolean: ["endsWith(true, 'ue')", 'true'],
    ref: ["startsWith(github.ref, 'refs/heads/')", 'true'],
  }),
  values('format() replaces by position; doubled braces are braces.', `${expressionsPage}#format`, {
    positions: ["format('{1}-{0}-{1}', 'a', 'b')", 'b-a-b'],
    braces: ["format('{{Hello {0} {1} {2}!}}', 'Mona', 'the', 'Octocat')", '{Hello Mona the Octocat!}'],
    around: ["format('{{{0}}}', 'x')", '{x}'],
    types: ["format('{0} {1} {2}.', true, 1.50, null)", 'true 1.5 .'],
    notTwice: ["format('{0}', '{1}', 'b')", '{1}'],
  }),
  values('join() takes a separator, a comma by default.', `${expressionsPage}#join`, {
    comma: [`join(fromJSON('["a","b","c"]'))`, 'a,b,c'],
    separator: [`join(fromJSON('["a","b"]'), ', ')`, 'a, b'],
    nothing: [`join(fromJSON('["a","b"]'), '')`, 'ab'],
    types: [`join(fromJSON('[1,true,null,"x"]'), '-')`, '1-true--x'],
    text: ["join('abc', '-')", 'abc'],
  }),
  values('toJSON() writes indented JSON, fromJSON() reads any JSON value.', `${expressionsPage}#tojson`, {
    string: [`toJSON('a"b')`, '"a\\"b"'],
    nothing: ['toJSON(null)', 'null'],
    array: [`toJSON(fromJSON('[1,"a"]'))`, '[\n  1,\n  "a"\n]'],
    object: [`toJSON(fromJSON('{"a":{"b":true}}'))`, '{\n  "a": {\n    "b": true\n  }\n}'],
    read: [`fromJSON('{"a":[1,2]}').a[1]`, '2'],
    boolean: ["fromJSON('true') == true", 'true'],
    absent: [`format('[{0}]', fromJSON('{"a":1}').b.c.d)`, '[]'],
  }),
  values(
    'Properties are read by dot or index, without regard to case.',
    `${contextsPage}#available-contexts`,
    {
      dot: ['github.event_name', 'push'],
      index: ["github['event_name']", 'push'],
      upper: ['GITHUB.EVENT_NAME', 'push'],
      computed: ["github[format('{0}_name', 'event')]", 'push'],
      arrayIndex: [`fromJSON('["a","b"]')[1]`, 'b'],
      outOfBounds: [`format('[{0}]', fromJSON('["a"]')[5])`, '[]'],
      names: [`fromJSON('{"a-b":{"C_d":"x"}}').A-B.c_D`, 'x'],
    },
  ),
  values(
    'case() gives the value of the first true predicate, else the last argument.',
    `${expressionsPage}#case`,
    {
      first: ["case(github.ref == 'refs/heads/main', 'production', 'development')", 'production'],
      second: ["case(false, 'a', true, 'b', true, 'c', 'd')", 'b'],
      otherwise: ["case(false, 'a', false, 'b', 'd')", 'd'],
      falsyValue: ["format('[{0}]', case(true, '', 'other'))", '[]'],
    },
  ),
  values(
    'Names of functions are read without regard to case.',
    'actions/runner src/Sdk/Expressions/ExpressionConstants.cs',
    {
      json: ["TOJSON('a')", '"a"'],
      starts: ["STARTSWITH('abc', 'A')", 'true'],
    },
  ),
  {
    says: 'An object filter takes a property of each element, and of each value of an object.',
    source: `${expressionsPage}#object-filters`,
    files: evaluated({
      names: "join(github.event.fruits.*.name, ' ')",
      inside: "contains(github.event.fruits.*.name, 'ORANGE')",
      some: "join(github.event.fruits.*.colour, ' ')",
      none: "join(github.event.fruits.*.nothing, ' ') == ''",
      ofObject: "join(github.event.baskets.*.size, ' ')",
      nested: "join(github.event.baskets.*.labels.*.text, ' ')",
      index: "join(github.event.fruits[*].quantity, '+')",
    }),
    event: {
      name: 'push',
      payload: {
        fruits: [
          { name: 'apple', quantity: 1 },
          { name: 'orange', quantity: 2, colour: 'orange' },
          { name: 'pear', quantity: 1 },
        ],
        baskets: { one: { size: 7, labels: [{ text: 'x' }, { text: 'y' }] } },
      },
    },
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: {
            names: 'apple orange pear',
            inside: 'true',
            some: 'orange',
            none: 'true',
            ofObject: '7',
            nested: 'x y',
            index: '1+2+1',
          },
        },
      },
    },
  },
  {
    says: 'An expression within text is put into it as a string; nothing else of the text changes.',
    source: `${expressionsPage}#functions`,
    files: oneJob(yaml`
      outputs:
        mixed: a \${{ 1 == 1 }} b \${{ null }} c \${{ 'x}}y' }}
        dollar: $HOME {{ x }} \${ y }
      steps:
        - run: ':'
    `),
    expect: {
      conclusion: 'success',
      jobs: {
        t: {
          conclusion: 'success',
          outputs: { mixed: 'a true b  c x}}y', dollar: '$HOME {{ x }} ${ y }' },
        },
      },
    },
  },
  {
    says: 'hashFiles() is the hash of the hashes of the matched files, empty without a match, and relative to the workspace.',
    source: `${expressionsPage}#hashfiles; actions/runner src/Misc/expressionFunc/hashFiles`,
    files: oneJob(yaml`
      steps:
        - run: |
            mkdir -p lib/deep
            printf one > lib/a.txt
            printf two > lib/deep/b.txt
        - run: |
            want=$(python3 -c "import hashlib as h; print(h.sha256(h.sha256(b'one').digest()).hexdigest())")
            test "$ONE" = "$want"
            test "$NONE" = ""
            test "$ALL" != "$ONE" && test \${#ALL} = 64
            test "$LESS" = "$ONE"
          env:
            ONE: \${{ hashFiles('lib/*.txt') }}
            NONE: \${{ hashFiles('no/such/**') }}
            ALL: \${{ hashFiles('**/*.txt') }}
            LESS: \${{ hashFiles('lib/**', '!lib/deep/**') }}
    `),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success' } } },
  },
  {
    says: 'fromJSON() turns an output into a boolean or number where a key needs one.',
    source: `${expressionsPage}#example-returning-a-json-data-type`,
    files: oneJob(yaml`
      env: { continue: true, time: 3 }
      steps:
        - id: s
          continue-on-error: \${{ fromJSON(env.continue) }}
          timeout-minutes: \${{ fromJSON(env.time) }}
          run: exit 1
    `),
    expect: {
      conclusion: 'success',
      jobs: { t: { conclusion: 'success', steps: { s: { outcome: 'failure', conclusion: 'success' } } } },
    },
  },
  {
    says: 'An output that cannot be evaluated fails the job.',
    source: 'actions/runner src/Runner.Worker/JobExtension.cs',
    files: main(yaml`
      on: push
      jobs:
        t:
          runs-on: ubuntu-latest
          outputs:
            v: \${{ fromJSON(steps.s.outputs.v) }}
          steps: [{ id: s, run: "echo 'v={broken' >> $GITHUB_OUTPUT" }]
    `),
    expect: { conclusion: 'failure', jobs: { t: { conclusion: 'failure' } } },
  },
];

/** A case out of a table of expressions with their values. */
function values(
  says: string,
  source: string,
  table: Readonly<Record<string, readonly [string, string]>>,
): Case {
  const column = (index: 0 | 1): Files =>
    Object.fromEntries(Object.entries(table).map(([name, row]) => [name, row[index]]));
  return {
    says,
    source,
    files: evaluated(column(0)),
    expect: { conclusion: 'success', jobs: { t: { conclusion: 'success', outputs: column(1) } } },
  };
}
