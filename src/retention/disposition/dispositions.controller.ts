import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { NeedsCode } from '../../identity/index.js';
import { type Actor, ActorOf, Allow, Idempotent, type PageOf, ParseId } from '../../platform/index.js';
import { ApproveList } from './approve-list.js';
import {
  ConsentQuery,
  DispositionsQuery,
  EntriesQuery,
  ExcludeDto,
  ProposeDispositionsDto,
  ReasonDto,
  ReviewDto,
} from './dispositions.dto.js';
import type { Certificate, EntryView, ListSummary, ListView } from './disposition.types.js';
import { ExcludeItems } from './exclude-items.js';
import { ExecuteList } from './execute-list.js';
import { FileConsent } from './file-consent.js';
import { type Proposed, ProposeDispositions } from './propose-dispositions.js';
import { ReadDispositions } from './read-dispositions.js';
import { readUpload } from './read-upload.js';
import { ReviewList } from './review-list.js';
import { WithdrawList } from './withdraw-list.js';

@ApiTags('dispositions')
@ApiBearerAuth('key')
@Controller('api/v1/dispositions')
export class DispositionsController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly read: ReadDispositions,
    private readonly proposals: ProposeDispositions,
    private readonly exclusions: ExcludeItems,
    private readonly reviews: ReviewList,
    private readonly consents: FileConsent,
    private readonly approvals: ApproveList,
    private readonly withdrawals: WithdrawList,
    private readonly executions: ExecuteList,
  ) {}

  @ApiOperation({ summary: 'Disposition lists, the newest first' })
  @Allow('disposition.read')
  @Get()
  list(@ActorOf() actor: Actor, @Query() { state, kind, ...page }: DispositionsQuery): Promise<PageOf<ListSummary>> {
    const filter = { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) };
    return this.read.list(actor, filter, page);
  }

  @ApiOperation({ summary: 'Put what is due and under no hold on disposition lists, as happens every night' })
  @Allow('disposition.manage')
  @Idempotent()
  @Post()
  async propose(
    @ActorOf() actor: Actor,
    @Body() { bodyId, again }: ProposeDispositionsDto,
  ): Promise<{ items: readonly Proposed[] }> {
    const wanted = { ...(bodyId === undefined ? {} : { bodyId }), ...(again === undefined ? {} : { again }) };
    return { items: await this.proposals.run(actor, wanted) };
  }

  @ApiOperation({ summary: 'One disposition list: where it stands, what it waits for, what was done with it' })
  @Allow('disposition.read')
  @Get(':id')
  one(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ListView> {
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'Items of a list, and what became of each' })
  @Allow('disposition.read')
  @Get(':id/items')
  items(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() { state, ...page }: EntriesQuery,
  ): Promise<PageOf<EntryView>> {
    return this.read.entries(actor, id, { ...page, ...(state === undefined ? {} : { state }) });
  }

  @ApiOperation({ summary: 'Take items off a list, with the reason' })
  @Allow('disposition.manage')
  @Idempotent()
  @Post(':id/exclusions')
  async exclude(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { itemIds, reason }: ExcludeDto,
  ): Promise<ListView> {
    await this.exclusions.run(actor, { listId, itemIds, reason });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'Say that the list was gone through: it grows no more, and the days of notice begin' })
  @Allow('disposition.manage')
  @HttpCode(200)
  @Post(':id/review')
  async review(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { seen, noticeDays }: ReviewDto,
  ): Promise<ListView> {
    await this.reviews.run(actor, { listId, seen, ...(noticeDays === undefined ? {} : { noticeDays }) });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'File a consent the list needs; the body of the request is the file, at most 10 MB' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Allow('disposition.manage')
  @Post(':id/consents')
  async consent(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Query() { name, number, date, file }: ConsentQuery,
    @Req() request: Request,
  ): Promise<ListView> {
    const content = await readUpload(request);
    await this.consents.run(actor, { listId, name, number, givenOn: date, fileName: file, content });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'The file of a consent' })
  @ApiProduces('application/octet-stream')
  @Allow('disposition.read')
  @Get(':id/consents/:consent/file')
  async consentFile(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Param('consent', ParseId) consentId: string,
  ): Promise<StreamableFile> {
    const { fileName, content } = await this.read.consent(actor, listId, consentId);
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
    return new StreamableFile(content, { type: 'application/octet-stream', length: content.length, disposition });
  }

  @ApiOperation({ summary: 'Approve a list as the second person' })
  @NeedsCode()
  @Allow('disposition.approve')
  @HttpCode(200)
  @Post(':id/approval')
  async approve(@ActorOf() actor: Actor, @Param('id', ParseId) listId: string): Promise<ListView> {
    await this.approvals.run(actor, { listId });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'End a list before anything of it is destroyed' })
  @Allow('disposition.read')
  @HttpCode(200)
  @Post(':id/withdrawal')
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() { reason }: ReasonDto,
  ): Promise<ListView> {
    await this.withdrawals.run(actor, { listId, reason });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'Put an approved list to work; it cannot be taken back from here on' })
  @Allow('disposition.manage')
  @HttpCode(202)
  @Post(':id/execution')
  async execute(@ActorOf() actor: Actor, @Param('id', ParseId) listId: string): Promise<ListView> {
    await this.executions.run(actor, { listId });
    return this.read.one(actor, listId);
  }

  @ApiOperation({ summary: 'The certificate of a list that was carried out' })
  @Allow('disposition.read')
  @Get(':id/certificate')
  certificate(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<Certificate> {
    return this.read.certificate(actor, id);
  }
}
