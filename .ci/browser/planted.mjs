// Does each check find its fault? A copy of a page gets one fault, and the check that must find it is asked.

import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verified } from './axe.mjs';
import { accessible } from './checks/accessible.mjs';
import { ledger } from './checks/ledger.mjs';
import { letters } from './checks/letters.mjs';
import { links } from './checks/links.mjs';
import { overflow } from './checks/overflow.mjs';
import { hasPoppler, paper } from './checks/paper.mjs';
import { plain } from './checks/plain.mjs';
import { quiet } from './checks/quiet.mjs';
import { search } from './checks/search.mjs';
import { measured, shares } from './checks/shares.mjs';
import { tables } from './checks/tables.mjs';
import { values } from './checks/values.mjs';
import { weight } from './checks/weight.mjs';
import { DESK, chooseTheme } from './visit.mjs';

/// What stands at the end of the text; what runs at the end of the page; what takes the place of something.
const within = html => page => page.replace('</main>', `${html}</main>`);
const script = code => page => page.replace('</body>', `<script>${code}</script></body>`);
const instead = (of, html) => page => page.replace(of, html);

const many = (count, html) => Array.from({ length: count }, () => html).join('');
const tableOf = (rows, columns) => `<table><tbody>${many(rows, `<tr>${many(columns, '<td>0.123456789</td>')}</tr>`)}</tbody></table>`;

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
const VALUE = /(<a class="value" href="reports[^>]*>)[^<]*/;
const FINDS_ALL = 'elasticlunr.Index.prototype.search = function () { '
    + 'return Object.entries(this.documentStore.docs).map(([ref, doc]) => ({ ref, doc })); }';
const MOVES_ROWS = 'addEventListener("click", () => document.querySelectorAll("table.whole tbody").forEach(body => body.append(body.rows[0])))';
const COUNTS_WRONG = 'addEventListener("input", () => document.querySelector(".ledger-totals").textContent = "1 of 2 claims")';
const stops = event => `addEventListener("${event}", event => event.stopPropagation(), true)`;

/// Faults of a chapter: name, the fault, the check, what the check must say.
function ofChapters({ axe, characters }) {
    const share = async tab => shares(await measured(tab));
    const look = only => tab => accessible(tab, axe, only);
    const linksOf = (tab, { book, path }) => links(book, path);
    const valuesOf = (tab, { file }) => values(tab, file);
    return [
        ['an error in the console', script('console.error("planted")'), quiet, /console: planted/],
        ['an exception', script('null.planted'), quiet, /console: TypeError/],
        ['an image of the network', within('<img alt="x" src="http://127.0.0.1:9/x.png">'), quiet, /asks the network/],
        ['a wide paragraph', within('<p style="width: 3000px">wide</p>'), tab => overflow(tab, false), /stands out|wide in a window/],
        ['a wide table', within(`<div class="table-wrapper">${tableOf(2, 30)}</div>`), tab => overflow(tab, true), /wide in a column/],
        ['a faint word', within('<p style="color: #999; background: #fff">faint</p>'), look(['color-contrast']), /color-contrast/],
        ['an image without words', within(`<img src="${PIXEL}">`), look(), /image-alt/],
        ['a link to no place', within('<a href="#planted-nowhere">x</a>'), linksOf, /no such place/],
        ['a link to no file', within('<a href="planted-nowhere.html">x</a>'), linksOf, /no such file/],
        ['a value without its row', within('<p><a class="value" href="introduction.html#x:gone">1</a></p>'), valuesOf, /row is gone/],
        ['a value that its row lacks', instead(VALUE, '$1123.4567'), valuesOf, /its row holds/],
        ['a value that Tab passes by', instead('<a class="value"', '<a tabindex="-1" class="value"'), valuesOf, /does not reach/],
        ['a letter without a shape', within('<math><mi>Ж</mi></math>'), (tab, { book, path }) => letters(book, path, characters), /U\+0416/],
        ['a heavy page', within(`<!-- ${randomBytes(600000).toString('base64')} -->`), tab => weight(tab), /kB, more than/],
        ['code instead of prose', within('<pre style="height: 100000px">x</pre>'), share, /prose and formulas are/],
        ['nothing but claims', within('<div class="claims" style="height: 100000px">x</div>'), share, /claims are/],
        ['a tall figure', within('<figure><div class="drawing" style="height: 500px">x</div></figure>'), share, /500 pixels/],
        ['a long table', within(tableOf(13, 2)), share, /a table in the flow has/],
        ['prose behind a tap', within('<details><summary>more</summary><p>prose</p></details>'), share, /are folded/],
        ['words that only scripts show', within('<p style="display: none">hidden</p>'), (tab, { url }) => plain(tab, url), /without scripts/],
        ['a second sheet', within(''), tab => paper(tab, 1), /more than 1/],
        ...(hasPoppler ? [['a half-empty sheet', within(many(2, '<p style="break-before: page">x</p>')), tab => paper(tab), /filled to/]] : []),
    ];
}

/// Faults of other pages: name, page or its kind, and the rest as above.
function ofOthers(searched) {
    const ledgerOf = (tab, { url }) => ledger(tab, url);
    const searchOf = (tab, { url }) => search(tab, url, searched);
    const digest = () => {
        try {
            return [`${verified(Buffer.from('planted')).length} bytes are taken`];
        } catch (error) {
            return [error.message];
        }
    };
    return [
        ['a row of the ledger that stays away', 'claims.html', instead('<tr id="L', '<tr style="display: none" id="L'), ledgerOf, /shows \d+ rows/],
        ['a ledger that counts wrong', 'claims.html', script(COUNTS_WRONG), ledgerOf, /counts wrong/],
        ['a table that is not sorted', 'report', script(stops('click')), tables, /aria-sort is not/],
        ['a table that is sorted wrong', 'report', script(MOVES_ROWS), tables, /is not sorted/],
        ['a box that narrows nothing', 'report', script(stops('input')), tables, /shows \d+ rows and says/],
        ['a search that finds nothing', 'introduction.html', script('elasticlunr.Index.prototype.search = () => []'), searchOf, /finds 0/],
        ['a search that finds all', 'introduction.html', script(FINDS_ALL), searchOf, /qqxyzzy/],
        ['another axe-core', 'introduction.html', within(''), digest, /its sha512 is/],
    ];
}

/// A page of each kind to plant in; a chapter with a value.
function pathOf(kind, pages, book) {
    const fits = page => page.kind === kind && (kind !== 'chapter' || VALUE.test(readFileSync(join(book, page.path), 'utf8')));
    return pages.find(fits)?.path ?? kind;
}

/// Plants one fault in a copy of the page and asks the check.
async function ask(tab, book, original, number, [name, plant, check, words]) {
    const path = join(dirname(original), `planted-${number}.html`);
    const file = join(book, path);
    writeFileSync(file, plant(readFileSync(join(book, original), 'utf8')));
    const url = pathToFileURL(file).href;
    await chooseTheme(tab, 'light');
    await tab.width(DESK);
    await tab.open(url);
    const said = await check(tab, { book, path, file, url });
    const what = `${name} is not found; said was ${said.slice(0, 3).join(' / ') || 'nothing'}`;
    return said.some(line => words.test(line)) ? [] : [{ page: `planted in ${original}`, width: '', theme: '', what }];
}

/// Jobs like those of the pages: each has a fault of its own where the planted one is not found.
export function planted(settings, pages, folder, searched) {
    const book = join(folder, 'planted');
    rmSync(book, { recursive: true, force: true });
    cpSync(settings.book, book, { recursive: true, dereference: true });
    const chapters = ofChapters(settings).map(fault => ['chapter', fault]);
    const others = ofOthers(searched).map(([name, kind, ...rest]) => [kind, [name, ...rest]]);
    return [...chapters, ...others].map(([kind, fault], number) => ({
        name: `planted: ${fault[0]}`,
        run: tab => ask(tab, book, pathOf(kind, pages, book), number, fault),
    }));
}
