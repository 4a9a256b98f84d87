import { escapeHtml, htmlFront, htmlItem, htmlPage, htmlSection, PLAIN_STYLE } from '../renderers/html.renderer.js';
import { type Reading, readTold } from '../renderers/read-told.js';
import type { ToldItem } from '../renderers/tell-bundle.js';
import type { BundleItem } from './bundle.types.js';
import { numbered } from './paths.rules.js';

const FOLDER = 'data/viewer/plain';
const UP = '../../../';
const FIRST_WORDS = 80;

/** For readers without script: the front page, and one static page a thread. Answers what START-HERE says without script. */
export async function writePlainPages(reading: Reading): Promise<string> {
  const { bag, teller, front, chapters, progress } = reading;
  const total = chapters.reduce((sum, { threads }) => sum + threads.length, 0);
  const lists: string[] = [];
  let done = 0;
  await bag.write(`${FOLDER}/plain.css`, PLAIN_STYLE);
  for (const { heading, threads } of chapters) {
    const links: string[] = [];
    for (const thread of threads) {
      links.push(await writeThread(reading, thread));
      done += 1;
      await progress('pages', done, total);
    }
    lists.push(`<h2>${escapeHtml(teller.say(heading))}</h2>\n<ol>\n${links.join('\n')}\n</ol>`);
  }
  const body = `${htmlFront(front)}
<p>${escapeHtml(teller.say('convenience'))}</p>
${[...front.behind.map(htmlSection), ...lists].join('\n')}`;
  await bag.write(
    `${FOLDER}/index.html`,
    htmlPage({ language: teller.language, title: front.title, style: 'plain.css', body }),
  );
  return `${htmlFront(front)}\n<p><a href="${FOLDER}/index.html">${escapeHtml(teller.say('pages.threads'))}</a></p>`;
}

/** Answers the thread's line in the list of pages. */
async function writeThread({ bag, teller, front }: Reading, thread: readonly number[]): Promise<string> {
  const page = `thread-${numbered(thread[0] ?? 0)}.html`;
  const articles: string[] = [];
  let title = '';
  for (const [place, no] of thread.entries()) {
    const { item, told } = await readTold({ bag, teller }, no);
    if (place === 0) title = titleOf(item, told);
    articles.push(htmlItem(told, { anchor: `item-${numbered(no)}`, reply: place > 0, up: UP }));
  }
  const body = `<p><a href="index.html">${escapeHtml(front.title)}</a></p>\n${articles.join('')}`;
  await bag.write(`${FOLDER}/${page}`, htmlPage({ language: teller.language, title, style: 'plain.css', body }));
  return `<li><a href="${page}"><bdi dir="auto">${escapeHtml(title)}</bdi></a></li>`;
}

/** The first words an item says; of a repost, whom it repeats. */
function titleOf({ versions }: BundleItem, { heading, repeats }: ToldItem): string {
  const words = (versions.at(-1)?.text ?? '') || (repeats?.label ?? '');
  return words === '' ? heading : `${heading}: ${words.slice(0, FIRST_WORDS)}`;
}
