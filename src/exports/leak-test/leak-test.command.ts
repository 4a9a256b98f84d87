import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type Command, type CommandAnswer, type CommandCall, type CommandSpec, Refusal } from '../../platform/index.js';
import { LEAK_EXIT } from './leak-test.types.js';
import { LeakTest } from './leak-test.js';
import { readWithheld } from './read-withheld.js';

/** Needs nothing but the files: it works where no archive is. */
@Injectable()
export class LeakTestCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'leak-test',
    summary: 'Look through a bundle for what must not leave',
    example: 'akta leak-test newford.zip --withheld withheld.json',
    args: [['<file>', 'the bundle, or the folder of a draft']],
    options: [['--withheld <list>', 'what to look for, as JSON']],
    permission: null,
    offline: true,
  };

  async run({ args, options, language, signal }: CommandCall): Promise<CommandAnswer> {
    const list = options['withheld'];
    if (typeof list !== 'string') {
      throw new Refusal('invalid-input', 'Nothing is named to look for. Name a list with --withheld list.json.');
    }
    const withheld = await readWithheld(resolve(list));
    const report = await new LeakTest().run({ path: resolve(args[0] ?? ''), withheld, language, signal });
    return {
      json: report,
      text: [report.sentence, ...report.details.map((line) => `  - ${line}`)],
      exit: LEAK_EXIT[report.verdict],
    };
  }
}
