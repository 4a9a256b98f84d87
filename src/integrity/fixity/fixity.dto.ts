import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

export class LookAtFaultDto {
  @ApiProperty({ example: 'Restored from the copy of 3 May; the disk was replaced.', maxLength: 2_000 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  readonly said!: string;
}
