/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  // The same commit gives the same build id, so that a rebuild differs in as little as possible.
  generateBuildId: async () => process.env.BUILD_ID ?? 'shop-web',
};

export default config;
