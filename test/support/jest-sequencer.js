import { basename, dirname } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Milliseconds a spec file of this folder may take, roughly. */
const USUAL = {
  crash: 60_000,
  architecture: 40_000,
  browser: 30_000,
  scenarios: 15_000,
  operations: 8_000,
  contract: 6_000,
  http: 4_000,
};

/** Jest's order, the longest first so that the workers end together, also on a machine that has run none of them yet. */
export default class LongestFirst extends Sequencer {
  time(test) {
    return super.time(test) ?? USUAL[basename(dirname(test.path))] ?? 1_000;
  }
}
