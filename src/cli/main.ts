#!/usr/bin/env node
/** `udon`. */
import { UDON } from './program.ts';
import { runProgram } from './run.ts';

await runProgram(UDON);
