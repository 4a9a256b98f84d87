import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseEnumPipe,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent, type Language, ParseId, Refusal } from '../../platform/index.js';
import { EnterLetter } from './enter-letter.js';
import { FillLetter } from './fill-letter.js';
import type {
  FilledLetter,
  LetterheadView,
  LetterPreview,
  LettersOfRequest,
  WrittenLetterView,
} from './letter-views.types.js';
import { Letterheads } from './letterhead.js';
import { LetterFileQuery, LetterheadDto, WriteLetterDto, WritePaperDto } from './letters.dto.js';
import { ReadLetters } from './read-letters.js';

const ParseLanguage = new ParseEnumPipe(
  { en: 'en', pl: 'pl' },
  { exceptionFactory: () => new Refusal('not-found', 'Letters are written in en and in pl. Name one of them.') },
);

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

@ApiTags('letters')
@ApiBearerAuth('key')
@Controller('api/v1')
export class LettersController {
  constructor(
    private readonly fill: FillLetter,
    private readonly enter: EnterLetter,
    private readonly read: ReadLetters,
    private readonly letterheads: Letterheads,
  ) {}

  @ApiOperation({ summary: 'Letters written about a request, and those that fit it as it stands' })
  @Allow('request.read')
  @Get('requests/:id/letters')
  list(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<LettersOfRequest> {
    return this.read.ofRequest(actor, id);
  }

  @ApiOperation({ summary: 'A letter as it would read, what stands against it, and what a person has to add' })
  @Allow('request.read')
  @HttpCode(200)
  @Post('requests/:id/letters/preview')
  async preview(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() wanted: WriteLetterDto,
  ): Promise<LetterPreview> {
    return previewOf(await this.fill.ofRequest(actor, id, wanted));
  }

  @ApiOperation({ summary: 'Write a letter about a request; its files are fetched where the answer says' })
  @Allow('request.manage')
  @Idempotent()
  @Post('requests/:id/letters')
  async write(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() wanted: WriteLetterDto,
  ): Promise<WrittenLetterView> {
    return this.read.one(actor, await this.enter.ofRequest(actor, id, wanted));
  }

  @ApiOperation({ summary: 'Certifications and statements written about a bundle' })
  @Allow('export.make')
  @Get('exports/:id/letters')
  async papers(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
  ): Promise<{ items: readonly WrittenLetterView[] }> {
    return { items: await this.read.ofExport(actor, id) };
  }

  @ApiOperation({ summary: 'A certification as it would read, what stands against it, and what a person has to add' })
  @Allow('export.make')
  @HttpCode(200)
  @Post('exports/:id/letters/preview')
  async previewPaper(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() wanted: WritePaperDto,
  ): Promise<LetterPreview> {
    return previewOf(await this.fill.ofExport(actor, id, wanted));
  }

  @ApiOperation({ summary: 'Write a certification or a statement about a finished bundle' })
  @Allow('export.make')
  @Idempotent()
  @Post('exports/:id/letters')
  async writePaper(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() wanted: WritePaperDto,
  ): Promise<WrittenLetterView> {
    return this.read.one(actor, await this.enter.ofExport(actor, id, wanted));
  }

  @ApiOperation({ summary: 'A letter as a file for a word processor, or as PDF' })
  @ApiProduces(TYPES.docx, TYPES.pdf)
  @Allow('request.read')
  @Get('letters/:id/file')
  async file(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() { format }: LetterFileQuery,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.read.file(actor, id, format);
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(bytes, { type: TYPES[format], length: bytes.length, disposition });
  }

  @ApiOperation({ summary: 'What the letters of a body say in each case, in one language' })
  @Allow('request.read')
  @Get('bodies/:id/letterhead/:language')
  letterhead(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) bodyId: string,
    @Param('language', ParseLanguage) language: Language,
  ): Promise<LetterheadView> {
    return this.letterheads.one(actor, bodyId, language);
  }

  @ApiOperation({ summary: 'Set what the letters of a body say in each case, in the place of what was set before' })
  @Allow('body.manage')
  @Put('bodies/:id/letterhead/:language')
  setLetterhead(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) bodyId: string,
    @Param('language', ParseLanguage) language: Language,
    @Body() { facts }: LetterheadDto,
  ): Promise<LetterheadView> {
    return this.letterheads.set(actor, { bodyId, language, facts });
  }
}

function previewOf(filled: FilledLetter): LetterPreview {
  const { letter: _, ...preview } = filled;
  return preview;
}
