import type { ToldItem, ToldVersion } from './tell-bundle.js';
import type { ToldFront, ToldSection } from './tell-front.js';

/** Static pages for readers without script: text only, nothing from outside, every foreign string escaped and isolated. */
const POLICY =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; form-action 'none'; base-uri 'none'";

export const PLAIN_STYLE = `body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; color: #1b1b1b; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1.05rem; }
.warning { border-left: 0.4rem solid #936f38; padding-left: 0.8rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 0.2rem solid #a9aeb1; padding-left: 0.8rem; }
.reply { margin-left: 1.5rem; } blockquote { margin: 0 0 0 1.5rem; } .facts { color: #565c65; } img, video { max-width: 100%; }
ins { background: #ecf3ec; } del { background: #f4e3db; } mark { background: #1b1b1b; color: #fff; white-space: nowrap; }
`;

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole page; `style` (none where empty) and links are relative to where it stands. */
export function htmlPage(page: { language: string; title: string; style: string; body: string }): string {
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(page.title)}</title>
${page.style === '' ? '' : `<link rel="stylesheet" href="${page.style}">\n`}</head>
<body>
<main>
${page.body}
</main>
</body>
</html>
`;
}

export function htmlFront(front: ToldFront): string {
  const warnings = front.warnings.map((text) => `<p class="warning">${escapeHtml(text)}</p>`);
  return [
    `<h1>${escapeHtml(front.title)}</h1>`,
    `<p>${isolated(front.subtitle)}</p>`,
    ...warnings,
    ...front.sections.map(htmlSection),
  ].join('\n');
}

export function htmlSection({ heading, paragraphs }: ToldSection): string {
  const texts = paragraphs.map((text) => `<p>${text.split('\n').map(isolated).join('<br>\n')}</p>`);
  return `<h2>${escapeHtml(heading)}</h2>\n${texts.join('\n')}`;
}

/** `up` leads from the page to the top of the bag, where media paths start. */
export function htmlItem(told: ToldItem, place: { anchor: string; reply: boolean; up: string }): string {
  const open = `<article id="${place.anchor}"${place.reply ? ' class="reply"' : ''}>`;
  return `${[open, ...htmlBody(told, place.up), '</article>'].join('\n')}\n`;
}

function htmlBody(told: ToldItem, up: string): string[] {
  return [
    `<h2>${isolated(told.heading)}</h2>`,
    `<p class="facts">${told.facts.map(isolated).join(' · ')}</p>`,
    ...told.findings.map((text) => `<p class="warning">${isolated(text)}</p>`),
    ...told.versions.map((version) => htmlVersion(version, up)),
    ...(told.repeats ? [`<p>${isolated(told.repeats.label)}</p>`] : []),
    ...(told.repeats?.item ? ['<blockquote>', ...htmlBody(told.repeats.item, up), '</blockquote>'] : []),
  ];
}

function htmlVersion(version: ToldVersion, up: string): string {
  const tags = { added: 'ins', removed: 'del', same: 'span', box: 'mark' } as const;
  const text = version.text
    .map((piece) => `<${tags[piece.mark]}>${escapeHtml(piece.text)}</${tags[piece.mark]}>`)
    .join('');
  return [
    `<h3>${escapeHtml(version.label)}</h3>`,
    ...(version.warning === null ? [] : [`<p>${isolated(version.warning)}</p>`]),
    ...(version.title === null ? [] : [`<p><strong>${isolated(version.title)}</strong></p>`]),
    ...(text === '' ? [] : [`<p class="text" dir="auto">${text}</p>`]),
    ...version.notes.map((note) => `<p>${isolated(note)}</p>`),
    ...version.media.map((medium) => htmlMedium(medium, up)),
  ].join('\n');
}

function htmlMedium({ medium, alt, file }: ToldVersion['media'][number], up: string): string {
  const source = medium.href === null ? '' : escapeHtml(`${up}${medium.href}`);
  const label = escapeHtml(medium.alt);
  const picture = /\.(png|jpg|gif|webp|avif)$/.test(source)
    ? `<img src="${source}" alt="${label}" loading="lazy">`
    : '';
  const film = /\.(mp4|webm)$/.test(source)
    ? `<video controls preload="none" src="${source}" aria-label="${label}"></video>`
    : '';
  return `<p>${picture}${film}</p>\n<p>${isolated(alt)}</p>\n<p class="facts">${escapeHtml(file)}</p>`;
}

/** What somebody wrote cannot turn the direction of what stands around it. */
function isolated(text: string): string {
  return `<bdi dir="auto">${escapeHtml(text)}</bdi>`;
}
