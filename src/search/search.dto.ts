import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import type { ItemState } from '../archive/index.js';
import { PageQuery, Refusal } from '../platform/index.js';
import type { Asked } from './record-search.js';

const STATES = ['present', 'suspected', 'gone', 'hidden'] as const;
const VERSIONS = ['every', 'latest'] as const;
const DAY = /^(\d{4}-\d{2}-\d{2})?$/;

export class FilterQuery {
  @ApiPropertyOptional({
    description: 'In the query language: words, "phrases", beginnings*, AND OR NOT, brackets, NEAR/n, fields',
    example: 'flood AND (dam NEAR/5 open*) NOT type:repost date:2026-05-18..2026-05-20',
  })
  @IsString()
  @IsOptional()
  readonly q?: string;

  @ApiPropertyOptional({ description: 'The same as q', example: 'flood "Mill Street"' })
  @IsString()
  @IsOptional()
  readonly text?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly account?: string;

  @ApiPropertyOptional({ format: 'date', description: "First day, in the body's zone" })
  @Matches(DAY, { message: 'from is a day such as 2026-05-18' })
  @IsOptional()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: "Last day, in the body's zone" })
  @Matches(DAY, { message: 'to is a day such as 2026-05-20' })
  @IsOptional()
  readonly to?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsIn(STATES)
  @IsOptional()
  readonly state?: ItemState;

  @ApiPropertyOptional({ enum: VERSIONS, default: 'every', description: 'Which versions are looked at' })
  @IsIn(VERSIONS)
  @IsOptional()
  readonly versions?: 'every' | 'latest';
}

export class SearchQuery extends IntersectionType(FilterQuery, PageQuery) {}

export class SaveSearchDto extends FilterQuery {
  @ApiProperty({ example: 'Flood, May 2026' })
  @IsString()
  @MaxLength(1000)
  readonly name!: string;
}

export function askedOf({ q, text, account, from, to, state, versions }: FilterQuery): Asked {
  if (q !== undefined && text !== undefined) {
    throw new Refusal('invalid-input', 'The search is given twice, as q and as text. Give one of the two.');
  }
  const asked = {
    text: q ?? text,
    accountIds: account === undefined ? undefined : [account],
    from,
    to,
    state,
    versions,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
