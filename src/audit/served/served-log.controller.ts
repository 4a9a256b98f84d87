import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, ActorOf, Allow, Public } from '../../platform/index.js';
import { ServeLog } from './serve-log.js';

const BYTES = 'application/octet-stream';
/** A tile at its width never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** c2sp.org/tlog-tiles: at the address that is the log's name. */
@ApiTags('log')
@Controller('log')
export class ServedLogController {
  constructor(private readonly served: ServeLog) {}

  @ApiOperation({ summary: 'The newest signed size and root of the log, with the signatures of its witnesses' })
  @ApiProduces('text/plain')
  @Public()
  @Get('checkpoint')
  async checkpoint(@Res() response: Response): Promise<void> {
    const note = await this.served.checkpoint();
    response.setHeader('Cache-Control', 'no-cache').type('text/plain; charset=utf-8').send(note);
  }

  @ApiOperation({ summary: 'Entries of the log, 256 at a time, by the path of their tile: <N> or <N>.p/<W>' })
  @ApiBearerAuth('key')
  @ApiProduces(BYTES)
  @Allow('audit.read')
  @Get('tile/entries/*path')
  async entries(@ActorOf() actor: Actor, @Req() request: Request, @Res() response: Response): Promise<void> {
    const bytes = await this.served.entries(actor, behind(request, '/log/tile/entries/'));
    response.setHeader('Cache-Control', 'private, no-store').type(BYTES).send(bytes);
  }

  @ApiOperation({ summary: 'Hashes of the log, 256 at a time, by the path of their tile: <L>/<N> or <L>/<N>.p/<W>' })
  @ApiProduces(BYTES)
  @Public()
  @Get('tile/*path')
  async tile(@Req() request: Request, @Res() response: Response): Promise<void> {
    const bytes = await this.served.tile(behind(request, '/log/tile/'));
    response.setHeader('Cache-Control', FOR_EVER).type(BYTES).send(bytes);
  }
}

/** As it was sent: a path of tiles has no other spelling. */
function behind({ path }: Request, prefix: string): string {
  return path.slice(prefix.length);
}
