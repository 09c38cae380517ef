import type { NextConfig } from 'next';

const SECURITY = [
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'" },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
];

const config: NextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  // The same commit gives the same build id, so that a rebuild differs in as little as possible.
  generateBuildId: async () => process.env.BUILD_ID ?? 'shop-web',
  headers: async () => [{ source: '/:path*', headers: SECURITY }],
};

export default config;
