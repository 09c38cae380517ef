import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keptFinding, keptReport } from '../../src/scan/kept-report.ts';
import { parseTrivyReport } from '../../src/scan/trivy-report.ts';

/** Trivy 0.76.0 on an image with a password in its environment and in a command, and keys in a file. */
const real = readFileSync(new URL('fixtures/trivy/several-of-one-source.json', import.meta.url), 'utf8');

/** The same, with what Trivy writes of other images. */
const quoting = (): string => {
  const report = JSON.parse(real) as { Results: Record<string, unknown>[] };
  const layer = { DiffID: 'sha256:0', CreatedBy: 'RUN |1 TOKEN=hunter2 /bin/sh -c make # buildkit' };
  const secret = { RuleID: 'x', Severity: 'LOW', Match: 'hunter2', Layer: layer };
  report.Results.push(
    { Target: 'a.pem', Class: 'secret', Secrets: [secret] },
    { Target: 'libs', Class: 'custom', CustomResources: [{ Layer: layer, Code: { Content: 'hunter2' } }] },
  );
  return JSON.stringify(report);
};

it.each([
  ['as Trivy writes it', real],
  ['of other images', quoting()],
])('names everything that was found, %s', (_, json) => {
  const findings = (text: string) =>
    parseTrivyReport(text).findings.map(({ kind, id, line, path, packageName }) => ({
      ...{ kind, id, line, path, packageName },
    }));
  expect(findings(json).length).toBeGreaterThan(15);
  expect(findings(keptReport(json))).toEqual(findings(json));
  expect(JSON.parse(keptReport(json))).toMatchObject({
    ArtifactName: 'image',
    Metadata: { OS: { Family: 'debian' } },
  });
});

it('quotes nothing of the image: no environment, command, line of a file or match', () => {
  expect(real.match(/hunter2-in-(?:env|run)/g)?.length).toBeGreaterThan(3);
  for (const text of ['hunter2', 'AWS_KEY', 'aws_access_key_id', 'ImageConfig', 'CreatedBy', '"Env"'])
    expect(keptReport(quoting())).not.toContain(text);
});

it('a check is told without the command that it is about', () => {
  const told = parseTrivyReport(real).findings;
  expect(JSON.stringify(told)).toContain('hunter2-in-run');
  expect(JSON.stringify(told.map(keptFinding))).not.toContain('hunter2');
  expect(told.map(keptFinding).map(({ title }) => title)).toEqual(told.map(({ title }) => title));
});

it.each(['{}', '{"Results":null,"Metadata":null}', '{"Results":[null,1,{"Secrets":[null]}]}'])(
  'a report without results: %s',
  (json) => {
    expect(() => keptReport(json)).not.toThrow();
  },
);
