/**
 * `npm run build`: both bundles, as `tsdown.config.ts` describes them. The command `tsdown` does the same, and prints
 * that Node.js 20 is deprecated; udon supports it.
 */
import { build } from 'tsdown';

await build({ logLevel: 'warn' });
