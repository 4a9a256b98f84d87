import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Actor, ActorOf, Allow, IdParam, type PageOf, PageQuery } from '../../platform/index.js';
import { AskImport } from './ask-import.js';
import { CancelImport, ResumeImport } from './change-import.js';
import { DecideDifference } from './decide-difference.js';
import type { ImportView } from './import.types.js';
import { DecideDifferenceDto, UploadQuery } from './imports.dto.js';
import { KeepUpload } from './keep-upload.js';
import { type DifferenceView, ReadDifferences } from './read-differences.js';
import { ReadImports } from './read-imports.js';

@ApiTags('imports')
@ApiBearerAuth('key')
@Controller('api/v1')
export class ImportsController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly upload: KeepUpload,
    private readonly ask: AskImport,
    private readonly cancelImport: CancelImport,
    private readonly resumeImport: ResumeImport,
    private readonly read: ReadImports,
    private readonly differences: ReadDifferences,
    private readonly decide: DecideDifference,
  ) {}

  @ApiOperation({
    summary: 'Import the download of an account; the body of the request is the file, at most 200 GiB',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Allow('capture.run')
  @HttpCode(202)
  @Post('accounts/:id/imports')
  async add(
    @ActorOf() actor: Actor,
    @IdParam() accountId: string,
    @Query() { file: fileName, mapping }: UploadQuery,
    @Req() request: Request,
  ): Promise<ImportView> {
    const kept = await this.upload.run(request);
    const asked = { ...kept, accountId, fileName, ours: true, ...(mapping === undefined ? {} : { mapping }) };
    try {
      const { id } = await this.ask.run(actor, asked);
      return await this.read.one(actor, id);
    } catch (error) {
      await this.upload.forget(kept);
      throw error;
    }
  }

  @ApiOperation({ summary: 'Imports of an account, the newest first' })
  @Allow('account.read')
  @Get('accounts/:id/imports')
  list(@ActorOf() actor: Actor, @IdParam() accountId: string, @Query() page: PageQuery): Promise<PageOf<ImportView>> {
    return this.read.list(actor, accountId, page);
  }

  @ApiOperation({ summary: 'How far one import is' })
  @Allow('account.read')
  @Get('imports/:id')
  one(@ActorOf() actor: Actor, @IdParam() id: string): Promise<ImportView> {
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'Give an import up that is not done; what it brought stays' })
  @Allow('capture.run')
  @HttpCode(200)
  @Post('imports/:id/cancel')
  async cancel(@ActorOf() actor: Actor, @IdParam() id: string): Promise<ImportView> {
    await this.cancelImport.run(actor, { id });
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'Go on with an import that broke off, from its last page' })
  @Allow('capture.run')
  @HttpCode(202)
  @Post('imports/:id/resume')
  async resume(@ActorOf() actor: Actor, @IdParam() id: string): Promise<ImportView> {
    await this.resumeImport.run(actor, { id });
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'What downloads of an account show otherwise than it is known, and nobody has decided' })
  @Allow('item.read')
  @Get('accounts/:id/differences')
  differing(@ActorOf() actor: Actor, @IdParam() accountId: string): Promise<DifferenceView[]> {
    return this.differences.run(actor, accountId);
  }

  @ApiOperation({ summary: 'Take what a download shows as a version of the item, or set it aside' })
  @Allow('capture.run')
  @HttpCode(204)
  @Post('differences/:id/decision')
  decideOne(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Body() { decision, reason }: DecideDifferenceDto,
  ): Promise<void> {
    return this.decide.run(actor, { id, decision, reason });
  }
}
