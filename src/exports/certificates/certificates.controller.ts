import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiProduces, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type Actor, ActorOf, Allow, type Language, ParseId } from '../../platform/index.js';
import { RenderCertificate } from './render-certificate.js';

const LANGUAGES = ['en', 'pl'] as const satisfies readonly Language[];

class CertificateFileQuery {
  @ApiPropertyOptional({ enum: LANGUAGES })
  @IsIn(LANGUAGES)
  @IsOptional()
  readonly language?: Language;
}

@ApiTags('dispositions')
@ApiBearerAuth('key')
@Controller('api/v1/dispositions')
export class CertificatesController {
  constructor(private readonly render: RenderCertificate) {}

  @ApiOperation({ summary: 'The certificate of a list that was carried out, as PDF' })
  @ApiProduces('application/pdf')
  @Allow('disposition.read')
  @Get(':id/certificate/file')
  async file(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() { language }: CertificateFileQuery,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.render.run(actor, id, language ?? 'en');
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length, disposition });
  }
}
