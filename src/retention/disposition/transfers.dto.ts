import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
} from 'class-validator';
import { MaxLength, Min, MinLength } from 'class-validator';
import { type Decision, DECISIONS } from './disposition.types.js';
import { ReasonDto } from './dispositions.dto.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class ReceiptQuery {
  @ApiProperty({ description: 'As the receiving archive numbers what it took', example: 'ADE-2031-0044' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly accession!: string;

  @ApiProperty({ format: 'date', description: 'The day its paper bears' })
  @Matches(DAY, { message: 'date is a day such as 2031-02-14' })
  readonly date!: string;

  @ApiProperty({ description: 'Name of the file', example: 'protokol.pdf' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly file!: string;
}

export class SubmitDto {
  @ApiProperty({ type: 'integer', description: 'How many items were listed when the list was gone through' })
  @IsInt()
  @Min(0)
  readonly seen!: number;
}

export class DecideDto extends ReasonDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  readonly decision!: Decision;

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Everything that is still listed unless told' })
  @IsArray()
  @IsUUID(undefined, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsOptional()
  readonly itemIds?: string[];

  @ApiPropertyOptional({
    format: 'date',
    description: 'From when on it counts; needed of what is kept on: the day on which it is looked at again',
  })
  @Matches(DAY, { message: 'from is a day such as 2036-01-01' })
  @IsOptional()
  readonly from?: string;
}
