import { Body, Controller, Get, Headers, HttpCode, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NeedsCode } from '../identity/index.js';
import { type Actor, ActorOf, Allow, IdParam, type PageOf, PageQuery, rangeAsked } from '../platform/index.js';
import { ApproveExport } from './approve-export.js';
import { CancelExport } from './cancel-export.js';
import type { ExportView } from './export.types.js';
import { PartQuery, StartExportDto } from './exports.dto.js';
import { pageBefore, ReadExports } from './read-exports.js';
import { sendRange } from './send-range.js';
import { StartExport } from './start-export.js';

@ApiTags('exports')
@ApiBearerAuth('key')
@Allow('export.make')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    private readonly start: StartExport,
    private readonly read: ReadExports,
    private readonly cancelExport: CancelExport,
    private readonly approveExport: ApproveExport,
  ) {}

  @ApiOperation({ summary: 'Begin a bundle; it is made in the background' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same key answers with the same export' })
  @NeedsCode()
  @HttpCode(202)
  @Post()
  async add(
    @ActorOf() actor: Actor,
    @Body() asked: StartExportDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<ExportView> {
    const { id } = await this.start.run(actor, asked, key === undefined ? {} : { key });
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'Exports, the newest first' })
  @Get()
  list(@ActorOf() actor: Actor, @Query() { limit, cursor }: PageQuery): Promise<PageOf<ExportView>> {
    return this.read.list(actor, { limit, ...pageBefore(cursor) });
  }

  @ApiOperation({ summary: 'How far one export is' })
  @Get(':id')
  one(@ActorOf() actor: Actor, @IdParam() id: string): Promise<ExportView> {
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'Stop an export that is not finished' })
  @HttpCode(200)
  @Post(':id/cancel')
  async cancel(@ActorOf() actor: Actor, @IdParam() id: string): Promise<ExportView> {
    await this.cancelExport.run(actor, { id });
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'Let an unredacted export go that somebody else proposed' })
  @NeedsCode()
  @Allow('export.approve')
  @HttpCode(200)
  @Post(':id/approve')
  async approve(@ActorOf() actor: Actor, @IdParam() id: string): Promise<ExportView> {
    await this.approveExport.run(actor, { id });
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'The finished bundle or a part of it, or the rest of that; taking it is recorded' })
  @ApiHeader({ name: 'Range', required: false, description: 'One stretch, such as bytes=1048576-: a download goes on' })
  @ApiHeader({ name: 'If-Range', required: false, description: 'The ETag of what was begun; the whole of any other' })
  @ApiProduces('application/zip')
  @Get(':id/file')
  // oxlint-disable-next-line max-params -- who asks for what, and how the answer is given
  async file(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Query() { part }: PartQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    // What cannot be given is refused before it is recorded as taken.
    const range = rangeAsked(request, response, await this.read.finished(id, actor, part));
    return sendRange(response, await this.read.file(actor, id, part), range).body;
  }
}
