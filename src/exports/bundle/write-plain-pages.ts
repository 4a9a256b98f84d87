import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemView } from '../../archive/index.js';
import { escapeHtml, htmlFront, htmlItem, htmlPage, PLAIN_STYLE } from '../renderers/html.renderer.js';
import type { Teller, ToldFront } from '../renderers/tell-bundle.js';
import type { Progress } from './bundle.types.js';
import { itemPath, numbered } from './paths.rules.js';
import type { BagWriter } from './write-bag.js';

const FOLDER = 'data/viewer/plain';
const UP = '../../../';
const FIRST_WORDS = 80;

interface Reading {
  readonly bag: BagWriter;
  readonly teller: Teller;
  readonly front: ToldFront;
  readonly threads: readonly (readonly number[])[];
  readonly progress: Progress;
}

/** For readers without script: the front page, and one static page a thread. Answers what START-HERE says without script. */
export async function writePlainPages({ bag, teller, front, threads, progress }: Reading): Promise<string> {
  const links: string[] = [];
  await bag.write(`${FOLDER}/plain.css`, PLAIN_STYLE);
  for (const [i, thread] of threads.entries()) {
    const [root] = thread;
    if (root === undefined) continue;
    const page = `thread-${numbered(root)}.html`;
    const articles: string[] = [];
    let title = '';
    for (const [place, no] of thread.entries()) {
      const item: ItemView = JSON.parse(await readFile(join(bag.folder, itemPath(no)), 'utf8'));
      const told = teller.item(no, item);
      if (place === 0) title = `${told.heading}: ${(item.versions.at(-1)?.text ?? '').slice(0, FIRST_WORDS)}`;
      articles.push(htmlItem(told, { anchor: `item-${numbered(no)}`, reply: place > 0, up: UP }));
    }
    const body = `<p><a href="index.html">${escapeHtml(front.title)}</a></p>\n${articles.join('')}`;
    await bag.write(`${FOLDER}/${page}`, htmlPage({ language: teller.language, title, style: 'plain.css', body }));
    links.push(`<li><a href="${page}"><bdi dir="auto">${escapeHtml(title)}</bdi></a></li>`);
    await progress('pages', i + 1, threads.length);
  }
  const body = `${htmlFront(front)}
<p>${escapeHtml(teller.say('convenience'))}</p>
<h2>${escapeHtml(teller.say('head.items'))}</h2>
<ol>
${links.join('\n')}
</ol>`;
  await bag.write(
    `${FOLDER}/index.html`,
    htmlPage({ language: teller.language, title: front.title, style: 'plain.css', body }),
  );
  return `${htmlFront(front)}\n<p><a href="${FOLDER}/index.html">${escapeHtml(teller.say('pages.threads'))}</a></p>`;
}
