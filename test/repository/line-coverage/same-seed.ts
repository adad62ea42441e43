/** With `npm run coverage`, random tests use a fixed seed, so that every run covers the same lines. */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });
