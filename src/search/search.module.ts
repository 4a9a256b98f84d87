import { Global, Module } from '@nestjs/common';
import { ItemsController } from './items.controller.js';
import { searchCommands } from './search.command.js';
import { SearchItems } from './search-items.js';

@Global()
@Module({ controllers: [ItemsController], providers: [SearchItems, ...searchCommands], exports: [SearchItems] })
export class SearchModule {}
