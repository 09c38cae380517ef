/**
 * Whether there is anything in a database: Trivy finds nothing with an empty one and says nothing about it.
 * https://github.com/aquasecurity/trivy-db/tree/main/pkg/db
 */
import { open } from 'node:fs/promises';
import { DATABASES, type DatabaseKind } from './arguments.ts';
import { type BoltBucket, NotBolt, openBolt } from './bolt-reader.ts';

/** What is in the root beside the advisories of each source. */
const OTHER_BUCKETS = new Set([
  'data-source',
  'vulnerability',
  'vulnerability-id',
  'vulnerability-detail',
  'trivy',
]);
const SQLITE = 'SQLite format 3\0';

/**
 * Why a database file cannot be used, as a clause; undefined when it can. Reads a few pages, whatever its size.
 * @throws what the file system throws
 */
export async function databaseProblem(kind: DatabaseKind, path: string): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    if (kind === 'java') {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
      return bytesRead === SQLITE.length && buffer.toString('latin1') === SQLITE
        ? undefined
        : `it is not a ${DATABASES.java.title}`;
    }
    return await advisoriesProblem(await openBolt(file));
  } catch (error) {
    if (error instanceof NotBolt) return `it is not a ${DATABASES[kind].title}, or only part of one`;
    throw error;
  } finally {
    await file.close();
  }
}

async function advisoriesProblem(root: BoltBucket): Promise<string | undefined> {
  const known = new Set<string>();
  let advisories = false;
  for await (const { key, bucket } of root.entries()) {
    if (bucket === undefined) continue;
    if (!OTHER_BUCKETS.has(key)) advisories ||= await hasAdvisory(bucket);
    else if (!(await isEmpty(bucket))) known.add(key);
    if (advisories && known.has('vulnerability') && known.has('data-source')) return undefined;
  }
  return advisories
    ? 'it names no vulnerabilities or no sources, as those of Trivy do'
    : 'there is not a single advisory in it';
}

async function isEmpty(bucket: BoltBucket): Promise<boolean> {
  for await (const _ of bucket.entries()) return false;
  return true;
}

/** source/package/id */
async function hasAdvisory(source: BoltBucket): Promise<boolean> {
  for await (const { bucket } of source.entries())
    if (bucket !== undefined && !(await isEmpty(bucket))) return true;
  return false;
}
