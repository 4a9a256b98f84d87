import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, ActorOf, Allow, ParseId, rangeAsked } from '../../platform/index.js';
import { type ListView, ReadDispositions } from '../../retention/index.js';
import { sendRange } from '../send-range.js';
import { AskPackage } from './ask-package.js';
import { loadTransferProfiles } from './load-transfer-profiles.js';
import { ReadPackages } from './read-packages.js';
import { InventoryQuery, PackageDto } from './transfer-packages.dto.js';
import type { TransferProfile } from './transfer-profile.types.js';
import { WriteInventory } from './write-inventory.js';

@ApiTags('dispositions')
@ApiBearerAuth('key')
@Controller('api/v1')
export class TransferPackagesController {
  constructor(
    private readonly read: ReadDispositions,
    private readonly ask: AskPackage,
    private readonly packages: ReadPackages,
    private readonly inventories: WriteInventory,
  ) {}

  @ApiOperation({ summary: 'What archives that take over want to get' })
  @Allow('disposition.read')
  @Get('transfer-profiles')
  profiles(): { readonly items: readonly TransferProfile[] } {
    return { items: loadTransferProfiles() };
  }

  @ApiOperation({ summary: 'Have an approved list packaged for the archive that takes it over, in the background' })
  @Allow('disposition.manage')
  @HttpCode(202)
  @Post('dispositions/:id/package')
  async package(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { profile, archive }: PackageDto,
  ): Promise<ListView> {
    await this.ask.run(actor, { listId, profile, ...(archive === undefined ? {} : { archive }) });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'The finished package, or the rest of it; taking it is recorded' })
  @ApiHeader({ name: 'Range', required: false, description: 'One part, such as bytes=1048576-: a download goes on' })
  @ApiHeader({ name: 'If-Range', required: false, description: 'The ETag of what was begun; the whole of any other' })
  @ApiProduces('application/zip')
  @Allow('disposition.manage')
  @Get('dispositions/:id/package/file')
  async file(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    // What cannot be given is refused before it is recorded as taken.
    const range = rangeAsked(request, response, await this.packages.finished(actor, listId));
    return sendRange(response, await this.packages.file(actor, listId), range).body;
  }

  @ApiOperation({ summary: 'The spis of a list: what is handed over or looked at, one line an account and year' })
  @ApiProduces('application/pdf', 'text/csv')
  @Allow('disposition.read')
  @Get('dispositions/:id/inventory/file')
  async inventory(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Query() { format = 'pdf', language = 'en' }: InventoryQuery,
  ): Promise<StreamableFile> {
    const { name, mime, bytes } = await this.inventories.run(actor, { listId, format, language });
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(bytes, { type: mime, length: bytes.length, disposition });
  }
}
