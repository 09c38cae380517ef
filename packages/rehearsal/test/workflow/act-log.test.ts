import { describe, expect, it } from 'vitest';
import { parseActLine, parseAnnotation } from '../../src/workflow/act-log.ts';

// Lines as act 0.2.87 prints them with --json.
const common =
  '"dryrun":false,"job":"release/build-1 ","jobID":"build","level":"info","matrix":{"app":"api","platform":"linux/amd64","image":"x"},"time":"2026-01-01T00:00:00Z"';

describe('parseActLine', () => {
  it.each([
    [
      `{${common},"msg":"  ✅  Success","stage":"Main","step":"plan","stepID":["plan"],"stepResult":"success"}`,
      {
        kind: 'step',
        job: 'build (api, linux/amd64)',
        jobId: 'build',
        step: 'plan',
        stage: 'Main',
        result: 'success',
      },
    ],
    [`{${common},"msg":"hello\\n","raw_output":true,"step":"plan"}`, { kind: 'output', text: 'hello' }],
    [
      `{${common},"command":"summary","content":"# x","msg":"","step":"plan"}`,
      { kind: 'summary', markdown: '# x' },
    ],
    [
      `{${common},"command":"error","raw":"::error title=Policy violation::CVE-1%0Ais bad\\n","msg":"x","step":"scan"}`,
      {
        kind: 'annotation',
        annotation: { level: 'error', title: 'Policy violation', message: 'CVE-1\nis bad' },
      },
    ],
    ['Error: something', { kind: 'problem', text: 'Error: something' }],
    ['{"level":"error","msg":"no job"}', { kind: 'problem', text: 'no job' }],
  ])('%s', (line, expected) => {
    expect(parseActLine(line)).toMatchObject(expected);
  });

  it.each(['', '{"level":"info","msg":"chatter"}', `{${common},"msg":"chatter"}`])(
    'passes over %j',
    (line) => {
      expect(parseActLine(line)).toBeUndefined();
    },
  );
});

it.each([
  ['::warning file=a%2Cb,title=T%3A1::m', { level: 'warning', title: 'T:1', message: 'm' }],
  ['::notice::a::b', { level: 'notice', title: undefined, message: 'a::b' }],
  ['::debug::x', undefined],
])('parseAnnotation %s', (raw, expected) => {
  expect(parseAnnotation(raw)).toEqual(expected);
});
