/** The parts of Trivy's JSON report that are used: unknown keys are dropped, used ones must be as expected. */
import * as v from 'valibot';
import { SEVERITIES } from './severity.ts';

const text = v.string();
const optionalText = v.optional(text);
const texts = v.optional(v.nullable(v.array(text)));
const severity = v.picklist(SEVERITIES);
const list = <const Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.nullable(v.array(schema)));
const position = v.optional(v.pipe(v.number(), v.integer()));

const Vulnerability = v.object({
  VulnerabilityID: v.pipe(text, v.nonEmpty()),
  PkgName: v.pipe(text, v.nonEmpty()),
  PkgPath: optionalText,
  PkgID: optionalText,
  PkgIdentifier: v.optional(v.object({ PURL: optionalText, UID: optionalText })),
  InstalledVersion: optionalText,
  FixedVersion: optionalText,
  Status: optionalText,
  Severity: severity,
  SeveritySource: optionalText,
  Title: optionalText,
  Description: optionalText,
  PrimaryURL: optionalText,
  CweIDs: texts,
  CVSS: v.optional(
    v.nullable(
      v.record(
        text,
        v.object({
          V2Score: v.optional(v.number()),
          V3Score: v.optional(v.number()),
          V40Score: v.optional(v.number()),
        }),
      ),
    ),
  ),
});

export type TrivyVulnerability = v.InferOutput<typeof Vulnerability>;

const Package = v.object({
  ID: v.nullish(text),
  Identifier: v.nullish(v.object({ UID: v.nullish(text) })),
  SrcName: v.nullish(text),
});

const Secret = v.object({
  RuleID: v.pipe(text, v.nonEmpty()),
  Category: optionalText,
  Severity: severity,
  Title: optionalText,
  StartLine: position,
});

const Misconfiguration = v.object({
  ID: v.pipe(text, v.nonEmpty()),
  AVDID: optionalText,
  Namespace: optionalText,
  Severity: severity,
  Title: optionalText,
  Message: optionalText,
  Description: optionalText,
  Resolution: optionalText,
  PrimaryURL: optionalText,
  Status: text,
  CauseMetadata: v.optional(v.object({ StartLine: position })),
});

export type TrivyMisconfiguration = v.InferOutput<typeof Misconfiguration>;

const Result = v.object({
  Target: text,
  Class: optionalText,
  Type: optionalText,
  Packages: list(Package),
  Vulnerabilities: list(Vulnerability),
  Secrets: list(Secret),
  Misconfigurations: list(Misconfiguration),
});
export type TrivyResult = v.InferOutput<typeof Result>;

export const TrivyReport = v.object({
  SchemaVersion: v.literal(2),
  Trivy: v.object({ Version: v.pipe(text, v.nonEmpty()) }),
  ArtifactName: text,
  ArtifactType: v.literal('container_image'),
  Metadata: v.object({
    ImageID: v.pipe(text, v.nonEmpty()),
    OS: v.optional(v.object({ Family: text, Name: optionalText, EOSL: v.optional(v.boolean()) })),
  }),
  Results: list(Result),
});
export type TrivyReport = v.InferOutput<typeof TrivyReport>;
