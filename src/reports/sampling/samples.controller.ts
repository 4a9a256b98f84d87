import { Body, Controller, Get, Param, ParseIntPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  ActorOf,
  Allow,
  Idempotent,
  IdParam,
  type PageOf,
  PageQuery,
  Refusal,
} from '../../platform/index.js';
import { DrawSample } from './draw-sample.js';
import { GatherPaper } from './gather-paper.js';
import { drawnCsv } from './index-rows.js';
import type { PaperFacts } from './paper.types.js';
import { ReadSamples } from './read-samples.js';
import { RenderPaper } from './render-paper.js';
import type { SampleSummary, SampleView } from './sample.types.js';
import { DrawSampleDto, PaperQuery } from './samples.dto.js';

const PlaceParam = (): MethodDecorator => ApiParam({ name: 'place', schema: { type: 'integer', minimum: 1 } });
/** What is no number is no place of any sample. */
const Place = new ParseIntPipe({
  exceptionFactory: () => new Refusal('invalid-input', 'A working paper is named by its number, from 1.'),
});

@ApiTags('audit')
@ApiBearerAuth('key')
@Allow('audit.read')
@Controller('api/v1/audit-samples')
export class SamplesController {
  constructor(
    private readonly draw: DrawSample,
    private readonly samples: ReadSamples,
    private readonly gather: GatherPaper,
    private readonly render: RenderPaper,
  ) {}

  @ApiOperation({ summary: 'Draw a sample of items that another auditor can draw again' })
  @Idempotent()
  @Post()
  async add(@ActorOf() actor: Actor, @Body() asked: DrawSampleDto): Promise<SampleView> {
    return this.samples.one(actor, await this.draw.run(actor, asked));
  }

  @ApiOperation({ summary: 'Samples that were drawn, the newest first' })
  @Get()
  list(@ActorOf() actor: Actor, @Query() page: PageQuery): Promise<PageOf<SampleSummary>> {
    return this.samples.list(actor, page);
  }

  @ApiOperation({ summary: 'One sample: how it was drawn, and the items in it' })
  @Get(':id')
  one(@ActorOf() actor: Actor, @IdParam() id: string): Promise<SampleView> {
    return this.samples.one(actor, id);
  }

  @ApiOperation({ summary: 'The items of a sample as CSV: place, stratum, id, rank' })
  @ApiProduces('text/csv')
  @Get(':id/index/file')
  async index(@ActorOf() actor: Actor, @IdParam() id: string): Promise<StreamableFile> {
    const { drawn } = await this.samples.one(actor, id);
    const disposition = `attachment; filename="sample-${id}.csv"`;
    return new StreamableFile(Buffer.from(drawnCsv(drawn)), { type: 'text/csv; charset=utf-8', disposition });
  }

  @ApiOperation({ summary: 'What is on a working paper: evidence, proof, rule, holds, decisions, all checked now' })
  @PlaceParam()
  @Get(':id/papers/:place')
  async paper(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Param('place', Place) place: number,
    @Query() { language }: PaperQuery,
  ): Promise<PaperFacts> {
    return this.gather.run(actor, { sample: await this.samples.one(actor, id), place, language });
  }

  @ApiOperation({ summary: 'A working paper as PDF, on one page' })
  @ApiProduces('application/pdf')
  @PlaceParam()
  @Get(':id/papers/:place/file')
  async file(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Param('place', Place) place: number,
    @Query() { language }: PaperQuery,
  ): Promise<StreamableFile> {
    const sample = await this.samples.one(actor, id);
    const { name, bytes } = await this.render.run(actor, { sample, place, language });
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length, disposition });
  }
}
