#!/usr/bin/env node
/** `kubectl udon` and `oc udon`: udon's commands, asked of a live cluster. */
import { CLUSTER_PROGRAM } from './plugin/program.ts';
import { runProgram } from './run.ts';

await runProgram(CLUSTER_PROGRAM);
