/** What the action sbom refuses, through the bundle. */
import { describeRefusals } from '../refusal.ts';
import { good, imageRows, withoutPrograms } from './image-rows.ts';

describeRefusals('sbom', good, [
  ...imageRows,
  ['an unknown format', { inputs: { format: 'spdx-json,xml' } }, '"xml" is not a format', 'Use spdx-json'],
  ['no format', { inputs: { format: ',' } }, 'it names none', 'Use spdx-json'],
  [
    'a record without SPDX',
    { inputs: { format: 'cyclonedx-json', evidence: 'evidence' } },
    'the release record needs "spdx-json"',
    'Use spdx-json',
  ],
  [
    'a machine without Syft',
    { inputs: { tools: 'system' }, env: withoutPrograms },
    'There is no syft on this machine',
    'Install syft',
  ],
]);
