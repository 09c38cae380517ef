import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keptFinding, keptReport } from '../../src/scan/kept-report.ts';
import { parseTrivyReport } from '../../src/scan/trivy-report.ts';

/** Of an image that has a key in its environment, in a file and in a command. */
const real = readFileSync(new URL('fixtures/trivy/debian-python-node.json', import.meta.url), 'utf8');

type Report = { Metadata: Record<string, unknown>; Results: Record<string, unknown>[] };
/** The same, with what Trivy writes of other images. */
const quoting = (): string => {
  const report = JSON.parse(real) as Report;
  const layer = { DiffID: 'sha256:0', CreatedBy: 'RUN |1 TOKEN=hunter2 /bin/sh -c make # buildkit' };
  const Code = { Lines: [{ Number: 1, Content: 'password = hunter2', IsCause: true }] };
  const RenderedCause = { Raw: 'hunter2' };
  report.Results.push(
    {
      Target: 'a.pem',
      Class: 'secret',
      Secrets: [{ RuleID: 'x', Severity: 'LOW', Match: 'hunter2', Code, Layer: layer }],
    },
    {
      Target: 'Dockerfile',
      Class: 'config',
      Misconfigurations: [
        {
          ...{ ID: 'DS-0013', Severity: 'LOW', Title: 'cd in RUN', Status: 'FAIL' },
          Message: "RUN should not be used to change directory: 'cd /x && login hunter2'",
          CauseMetadata: { StartLine: 3, Code, RenderedCause },
        },
      ],
    },
    { Target: 'libs', Class: 'custom', CustomResources: [{ Layer: layer }] },
  );
  return JSON.stringify(report);
};

it('names everything that was found', () => {
  const findings = (json: string) =>
    parseTrivyReport(json).findings.map(({ kind, id, line, path }) => ({ kind, id, line, path }));
  expect(findings(keptReport(real))).toEqual(findings(real));
  expect(findings(keptReport(quoting()))).toEqual(findings(quoting()));
  expect(JSON.parse(keptReport(real))).toMatchObject({
    ArtifactName: 'laymis',
    Metadata: { OS: { Family: 'debian' } },
  });
});

it('quotes nothing of the image: no environment, command, line of a file or match', () => {
  expect(quoting()).toContain('hunter2');
  expect(real).toContain('AWS_KEY');
  const kept = keptReport(quoting());
  for (const text of ['hunter2', 'AWS_KEY', 'aws_access_key_id', 'ImageConfig', 'CreatedBy', '"Env"'])
    expect(kept).not.toContain(text);
});

it('a check is told without the command that it is about', () => {
  const told = parseTrivyReport(quoting()).findings.map(keptFinding);
  expect(JSON.stringify(told)).not.toContain('hunter2');
  expect(told.map(({ title }) => title)).toContain('cd in RUN');
});

it.each(['{}', '{"Results":null,"Metadata":null}', '{"Results":[null,1,{"Secrets":[null]}]}'])(
  'a report without results: %s',
  (json) => {
    expect(() => keptReport(json)).not.toThrow();
  },
);
