import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type Actor,
  ActorOf,
  Allow,
  describe,
  IdParam,
  type Language,
  loggers,
  PROBLEMS,
  Public,
  Refusal,
  say,
  sizeInWords,
  rangeAsked,
} from '../../platform/index.js';
import { PartQuery } from '../exports.dto.js';
import { sendRange } from '../send-range.js';
import { CloseExportLink } from './close-export-link.js';
import type { ExportLinkView, OpenedLink } from './export-link.types.js';
import { FetchByLink, type FollowedLink, type LinkedFile } from './fetch-by-link.js';
import { linkSentences } from './links.sentences.js';
import { OpenLinkDto } from './links.dto.js';
import { OpenExportLink } from './open-export-link.js';
import { ReadExportLinks } from './read-export-links.js';

@ApiTags('exports')
@ApiBearerAuth('key')
@Allow('export.make')
@Controller('api/v1')
export class ExportLinksController {
  constructor(
    private readonly openLink: OpenExportLink,
    private readonly closeLink: CloseExportLink,
    private readonly read: ReadExportLinks,
    private readonly byLink: FetchByLink,
  ) {}

  @ApiOperation({ summary: 'Links to a finished bundle and when each was fetched; never the address itself' })
  @Get('exports/:id/links')
  async list(@ActorOf() actor: Actor, @IdParam() id: string): Promise<{ items: ExportLinkView[] }> {
    return { items: await this.read.run(actor, id) };
  }

  @ApiOperation({ summary: 'Make an address at which the requester takes a finished bundle; it is shown this once' })
  @Post('exports/:id/links')
  open(@ActorOf() actor: Actor, @IdParam() id: string, @Body() { days }: OpenLinkDto): Promise<OpenedLink> {
    return this.openLink.run(actor, { exportId: id, days });
  }

  @ApiOperation({ summary: 'End a link before its time' })
  @HttpCode(204)
  @Delete('export-links/:id')
  close(@ActorOf() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.closeLink.run(actor, { id });
  }

  @ApiOperation({
    summary: 'The bundle, or the rest of it, for whoever has its address; a page of its parts, or why not',
  })
  @ApiHeader({ name: 'Range', required: false, description: 'One stretch, such as bytes=1048576-: a download goes on' })
  @ApiHeader({ name: 'If-Range', required: false, description: 'The ETag of what was begun; the whole of any other' })
  @ApiProduces('application/zip', 'text/html')
  @Public()
  @Get('export-links/:secret/file')
  // oxlint-disable-next-line max-params -- who asks for what, and how the answer is given
  async file(
    @Param('secret') secret: string,
    @Query() { part }: PartQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | string> {
    const language: Language = request.acceptsLanguages('en', 'pl') === 'pl' ? 'pl' : 'en';
    try {
      const followed = await this.byLink.follow(secret, language);
      if (part === undefined && followed.files.length > 1) {
        response.type('html');
        return partsPage(followed);
      }
      return await this.given(await this.byLink.find(followed, part ?? 1), { request, response });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const told: Language = error.facts['language'] === 'pl' ? 'pl' : 'en';
      response.status(PROBLEMS[error.problem].status).type('html');
      return page(error.message, error.problem === 'not-found' ? language : told);
    }
  }

  private async given(
    file: LinkedFile,
    { request, response }: { readonly request: Request; readonly response: Response },
  ): Promise<StreamableFile> {
    const range = rangeAsked(request, response, file);
    // Who only asks how long it is takes nothing.
    if (request.method === 'HEAD') return sendRange(response, file, range).body;
    const fetch = await this.byLink.begin(file);
    const { body, stream } = sendRange(response, file, range);
    const end = (): void => {
      const left = response.writableFinished ? 0 : stream.readableLength + response.writableLength;
      this.byLink.end(file, fetch, { range, sent: Math.max(0, stream.bytesRead - left) }).catch((error: unknown) => {
        loggers.exports.error('The end of a download could not be recorded', { fetch, ...describe(error) });
      });
    };
    // Whoever asked may have gone while the beginning was written.
    if (response.destroyed) end();
    else response.once('close', end);
    return body;
  }
}

/** One of our own sentences, for a reader without the page: nothing of the request stands in it. */
function page(sentence: string, language: Language, more = ''): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Akta</title></head><body><main><p>${sentence}</p>${more}</main></body></html>\n`;
}

/** The names are ours too. */
function partsPage({ files, language }: FollowedLink): string {
  const listed = files.map(
    ({ name, bytes }, i) => `<li><a href="?part=${i + 1}" download>${name}</a> (${sizeInWords(bytes, language)})</li>`,
  );
  const sentence = say(linkSentences, 'parts', language, { n: files.length });
  return page(sentence, language, `<ol>${listed.join('')}</ol>`);
}
