import { configurationFailure, type Failure } from '../../failure.ts';

/** @param reason a clause without a full stop */
export const ignoreFileProblem = (file: string, line: number | undefined, reason: string): Failure =>
  configurationFailure({
    code: 'scan/bad-ignore-file',
    cause: `The ignore file "${file}"${line === undefined ? '' : `, line ${line}`}: ${reason}.`,
    remedy:
      'Correct the entry; the formats are described at https://trivy.dev/docs/latest/guide/configuration/filtering/.',
    location: { file, ...(line === undefined ? {} : { line }) },
  });
