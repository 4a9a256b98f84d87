import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../platform/index.js';
import { WitnessLogs } from './witness-logs.js';

/** A checkpoint and 63 hashes have some 4 kB. */
const MOST_BYTES = 64 * 1024;
const TYPES: Readonly<Record<number, string>> = { 409: 'text/x.tlog.size' };

@ApiTags('log')
@Controller('witness')
export class WitnessController {
  constructor(private readonly witness: WitnessLogs) {}

  @ApiOperation({ summary: 'For the logs this archive is a witness of: see that one only grew, and sign that' })
  @ApiConsumes('text/plain')
  @ApiProduces('text/plain')
  @Public()
  @Post('add-checkpoint')
  async add(@Req() request: Request, @Res() response: Response): Promise<void> {
    const text = await textOf(request);
    const { status, text: answer } = await this.witness.add(text ?? '');
    response
      .status(status)
      .type(TYPES[status] ?? 'text/plain; charset=utf-8')
      .send(answer);
  }
}

/** Null where there is too much of it. */
async function textOf(request: Request): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    const part = Buffer.from(piece);
    bytes += part.length;
    if (bytes > MOST_BYTES) return null;
    pieces.push(part);
  }
  return Buffer.concat(pieces).toString('utf8');
}
