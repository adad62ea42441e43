/**
 * `npm run build`: both bundles, as `tsdown.config.ts` describes them, and the page. The command `tsdown` does the same, and prints
 * that Node.js 20 is deprecated; udon supports it.
 */
import { build } from 'tsdown';
import { addLicenses, licensesOf } from './licenses.mjs';
import { buildPage } from './web/build.mjs';

await build({ logLevel: 'warn' });
const { modules } = await buildPage('dist/udon.html');
addLicenses('dist/LICENSES.txt', licensesOf(modules));
