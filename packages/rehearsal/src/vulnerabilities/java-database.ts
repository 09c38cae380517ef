import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Trivy's Java database without an entry. Trivy asks it which Maven artifact a .jar is whose own metadata does not say
 * so; without the file a scan of an image with such a .jar would fail.
 * https://github.com/aquasecurity/trivy-java-db/blob/main/pkg/db/db.go
 */
export async function emptyJavaDatabase(): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-'));
  try {
    const file = path.join(folder, 'trivy-java.db');
    const database = new DatabaseSync(file);
    database.exec(`
      CREATE TABLE artifacts(id INTEGER PRIMARY KEY, group_id TEXT, artifact_id TEXT);
      CREATE TABLE indices(
        artifact_id INTEGER, version TEXT, sha1 BLOB, archive_type TEXT,
        FOREIGN KEY (artifact_id) REFERENCES artifacts(id)
      );
      CREATE UNIQUE INDEX artifacts_idx ON artifacts(artifact_id, group_id);
      CREATE INDEX indices_artifact_idx ON indices(artifact_id);
      CREATE UNIQUE INDEX indices_sha1_idx ON indices(sha1);
    `);
    database.close();
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
