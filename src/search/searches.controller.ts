import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent, IdParam, may, type PageOf, PageQuery } from '../platform/index.js';
import type { CertificateCheck, CertificateView, SavedSearchView } from './certificate.types.js';
import { CertifySearch } from './certify-search.js';
import { CheckCertificate } from './check-certificate.js';
import { ForgetSearch } from './forget-search.js';
import { ReadCertificates } from './read-certificates.js';
import { ReadSavedSearches } from './read-saved-searches.js';
import { SaveSearch } from './save-search.js';
import { askedOf, FilterQuery, SaveSearchDto } from './search.dto.js';
import { SearchFields } from './search-field.js';

export interface FieldHelp {
  readonly name: string;
  readonly example: string;
  readonly help: { readonly en: string; readonly pl: string };
}

@ApiTags('searches')
@ApiBearerAuth('key')
@Allow('item.read')
@Controller('api/v1')
export class SearchesController {
  // oxlint-disable-next-line max-params -- one for each thing that can be asked here
  constructor(
    private readonly fields: SearchFields,
    private readonly certify: CertifySearch,
    private readonly certificates: ReadCertificates,
    private readonly check: CheckCertificate,
    private readonly save: SaveSearch,
    private readonly forget: ForgetSearch,
    private readonly saved: ReadSavedSearches,
  ) {}

  @ApiOperation({ summary: 'The fields of the query language that you may use' })
  @Get('search-fields')
  list(@ActorOf() actor: Actor): { items: FieldHelp[] } {
    const usable = this.fields.all.filter(({ permission }) => permission === undefined || may(actor, permission));
    return { items: usable.map(({ name, example, help }) => ({ name, example, help })) };
  }

  @ApiOperation({
    summary: 'Freeze a search: what was asked, over which log, what was found and what could not be searched',
  })
  @Idempotent()
  @Post('search-certificates')
  certifyOne(@ActorOf() actor: Actor, @Body() filter: FilterQuery): Promise<CertificateView> {
    return this.certify.run(actor, askedOf(filter));
  }

  @ApiOperation({ summary: 'Search certificates, the newest first' })
  @Get('search-certificates')
  certified(@ActorOf() actor: Actor, @Query() page: PageQuery): Promise<PageOf<CertificateView>> {
    return this.certificates.list(actor, page);
  }

  @ApiOperation({ summary: 'One search certificate' })
  @Get('search-certificates/:id')
  certificate(@ActorOf() actor: Actor, @IdParam() id: string): Promise<CertificateView> {
    return this.certificates.one(actor, id);
  }

  @ApiOperation({
    summary: 'Hold a search certificate against the archive: its text, its log, and the same search over the same log',
  })
  @Get('search-certificates/:id/check')
  checked(@ActorOf() actor: Actor, @IdParam() id: string): Promise<CertificateCheck> {
    return this.check.run(actor, id);
  }

  @ApiOperation({ summary: 'Save a search under a name' })
  @Idempotent()
  @Post('saved-searches')
  saveOne(@ActorOf() actor: Actor, @Body() { name, ...filter }: SaveSearchDto): Promise<SavedSearchView> {
    return this.save.run(actor, { name, ...askedOf(filter) });
  }

  @ApiOperation({ summary: 'Your saved searches, the newest first' })
  @Get('saved-searches')
  async savedSearches(@ActorOf() actor: Actor): Promise<{ items: SavedSearchView[] }> {
    return { items: await this.saved.run(actor) };
  }

  @ApiOperation({ summary: 'Take a saved search off your list' })
  @HttpCode(204)
  @Delete('saved-searches/:id')
  forgetOne(@ActorOf() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.forget.run(actor, { id });
  }
}
