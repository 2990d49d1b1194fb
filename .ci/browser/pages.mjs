// Which pages has the book? Chapters are those with a number in the table of contents and reports; each report has a page; the others are
// the rest. The first page a second time (index.html), the table of contents and the whole book on one page hold nothing of their own.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const COPIES = ['index.html', 'toc.html', 'print.html', '404.html'];

/// A page: its path in the book, and what it is (`chapter`, `report`, `other`).
function page(path, kind) {
    return { path, kind, name: path.replace(/\.html$/, '') };
}

/// The paths of the pages that have a number.
function numbered(book) {
    const contents = readFileSync(join(book, 'toc.html'), 'utf8');
    return new Set([...contents.matchAll(/href="([^"]*)"[^>]*><strong/g)].map(found => found[1]));
}

export function pagesOf(book) {
    const reports = join(book, 'reports');
    const chapters = numbered(book);
    const isChapter = name => chapters.has(name) && existsSync(join(reports, name.replace('.html', '')));
    const found = readdirSync(book).filter(name => name.endsWith('.html') && !COPIES.includes(name));
    const own = found.map(name => page(name, isChapter(name) ? 'chapter' : 'other'));
    const below = existsSync(reports) ? readdirSync(reports, { recursive: true }).filter(name => name.endsWith('.html')) : [];
    return [...own, ...below.sort().map(name => page(`reports/${name}`, 'report'))];
}
