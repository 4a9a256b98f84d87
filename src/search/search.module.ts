import { Global, Module } from '@nestjs/common';
import { ItemsController } from './items.controller.js';
import { SearchItems } from './search-items.js';

@Global()
@Module({ controllers: [ItemsController], providers: [SearchItems], exports: [SearchItems] })
export class SearchModule {}
