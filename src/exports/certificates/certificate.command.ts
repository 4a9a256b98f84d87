import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  say,
  textOf,
} from '../../platform/index.js';
import { ReadDispositions } from '../../retention/index.js';
import { certificateSentences } from './certificate.sentences.js';
import { RenderCertificate } from './render-certificate.js';

@Injectable()
export class CertificateCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition certificate',
    summary: 'Write the certificate of a list that was carried out as PDF; --json answers its facts',
    example: 'akta disposition certificate 2031-D-001 --out certificate.pdf',
    args: [['<list>', 'its number or id']],
    options: [['--out <file>', 'where to write it; the name of the certificate unless told']],
    permission: 'disposition.read',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly render: RenderCertificate,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.read.one(actor, args[0] ?? '');
    const { name, bytes } = await this.render.run(actor, id, language);
    const file = resolve(textOf(options['out']) ?? name);
    await writeFile(file, bytes);
    const certificate = await this.read.certificate(actor, id);
    return { json: { ...certificate, file }, text: [say(certificateSentences, 'written', language, { file })] };
  }
}
