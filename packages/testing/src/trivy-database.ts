import { gunzipSync } from 'node:zlib';

/** The least that counts as a vulnerability database of Trivy: one advisory about one package, written by bbolt 1.4.3. */
export const smallDatabase: Buffer = gunzipSync(
  Buffer.from(
    [
      'H4sICA17CGsCA3NtYWxsLmRiAO3bT0rDQBiH4ZikFbWlXbhyJbNwF2wUoe3WfxVEEKT71M4iEBJJWmmpvYC38hreoWfQGTIN',
      'GBB1I7W+D/wymZBJYHbfR2JZOdeMi9fawtYnzXxesT6qmnHTjLYZvbfnw3btpW0BAAAAAICVs/FF/e+U7rdL9y/XN3rT272T',
      '6wN2FAAAAACA1bOs55tsBQAAAAAAa8sp9QEAAAAAAMD6cYv6P/+SXx/1twD6//4bleRBxlkWfbbcLn4AyJdtq+yqnPbPvaNW',
      'p+P5M3ERTuSwL9MsTGLRFb6Ys+0AAAAAAPyqSlHIO0X931LZUemZeaayZQp8PX9SqatcqgyDUeBlyTi9l9/tEehHNfRSOQiD',
      'eN8/nomrM9EV+VzMi+tu6UGP4yiWaTAIo3A0/UlHol7qSNyFo0iqN05oRQAAAAAA/odqUSrbpnzOOWwNAAAAAAAAAAAAAAB/',
      'xjtTyiTUAIAAAA==',
    ].join(''),
    'base64',
  ),
);
