import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Body, Controller, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, IdParam, Refusal } from '../../platform/index.js';
import { HandedInDto } from './by-hand.dto.js';
import { CaptureByHand } from './capture-by-hand.js';
import type { Forwarded, HandFile, HandRole, HandView } from './hand.types.js';
import { MOST_HAND_BYTES } from './read-hand-file.js';

/** A file of a multipart request, on the disk. */
interface Uploaded {
  readonly path: string;
  readonly originalname: string;
}

/** Fields of the request, and as what each is kept. */
const FIELDS: Readonly<Record<string, HandRole>> = {
  file: 'file',
  screenshot: 'screenshot',
  webArchive: 'web-archive',
};
const BINARY = { type: 'array', items: { type: 'string', format: 'binary' } } as const;
const TEXT = { type: 'string' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;

@ApiTags('by hand')
@ApiBearerAuth('key')
@Controller('api/v1/accounts/:id/by-hand')
export class ByHandController {
  constructor(private readonly capture: CaptureByHand) {}

  @ApiOperation({
    summary: 'Hand in what somebody saw and saved, with the form that says who, when, how and with what',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['url', 'seenBy', 'seenAt'],
      properties: {
        url: TEXT,
        seenBy: TEXT,
        seenAt: TIME,
        device: TEXT,
        how: TEXT,
        text: TEXT,
        postedAt: TIME,
        personalAccount: { type: 'string', enum: ['true', 'false'] },
        receivedAt: TIME,
        file: BINARY,
        screenshot: BINARY,
        webArchive: BINARY,
      },
    },
  })
  @UseInterceptors(
    FileFieldsInterceptor(
      Object.keys(FIELDS).map((name) => ({ name, maxCount: 20 })),
      { dest: tmpdir(), limits: { fileSize: MOST_HAND_BYTES, fields: 20, fieldSize: 400_000 } },
    ),
  )
  @Allow('capture.run')
  @Post()
  async add(
    @ActorOf() actor: Actor,
    @IdParam() accountId: string,
    @Body() form: HandedInDto,
    @UploadedFiles() uploaded: Readonly<Record<string, readonly Uploaded[]>> = {},
  ): Promise<HandView> {
    const files = Object.entries(FIELDS).flatMap(([name, role]) =>
      (uploaded[name] ?? []).map(({ path, originalname }): HandFile => ({ path, name: nameIn(originalname), role })),
    );
    try {
      const { url, seenBy, device, how: manner, text } = form;
      return await this.capture.run(actor, {
        accountId,
        url,
        files,
        text,
        postedAt: timeIn(form.postedAt),
        seenBy,
        seenAt: new Date(form.seenAt),
        device,
        manner,
        forwarded: forwardedIn(form),
      });
    } finally {
      for (const { path } of files) await rm(path, { force: true });
    }
  }
}

/** Browsers send names in UTF-8, which the form's reader takes for Latin-1. */
function nameIn(sent: string): string {
  const name = Buffer.from(sent, 'latin1').toString('utf8');
  return (name.includes('\ufffd') ? sent : name).split(/[/\\]/).at(-1)?.slice(0, 250) ?? 'file';
}

function timeIn(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function forwardedIn({ personalAccount, receivedAt }: HandedInDto): Forwarded | undefined {
  if (personalAccount !== 'true') return undefined;
  if (receivedAt === undefined) throw new Refusal('invalid-input', 'Say when the office received it: receivedAt');
  return { receivedAt: new Date(receivedAt) };
}
