// Does each check find its fault? A copy of a page gets one fault, and the check that must find it is asked.

import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verified } from './axe.mjs';
import { accessible } from './checks/accessible.mjs';
import { explorables } from './checks/explorables.mjs';
import { ledger } from './checks/ledger.mjs';
import { letters } from './checks/letters.mjs';
import { links } from './checks/links.mjs';
import { overflow } from './checks/overflow.mjs';
import { ownData } from './checks/own_data.mjs';
import { hasPoppler, paper } from './checks/paper.mjs';
import { plain } from './checks/plain.mjs';
import { quiet } from './checks/quiet.mjs';
import { canceled, chosen, recompute, reportsOf, wholeBook } from './checks/recompute.mjs';
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
/// Again and again something is done to each figure that computes.
const spoils = code => script(`setInterval(() => document.querySelectorAll('.explorable').forEach(figure => { ${code} }), 5)`);
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

const LOSES_RESET = 'addEventListener("click", event => event.target.matches(".explorable-reset") && event.stopPropagation(), true)';
const NAMELESS = 'figure.querySelectorAll(".explorable-control label").forEach(label => label.htmlFor = "")';

/// Faults of the figure that computes in a chapter: name, the fault, the check, what it must say.
function ofFigures({ axe }) {
    const on = (...parts) => (tab, { url }) => explorables(tab, url, axe, parts);
    return [
        ['a figure without its scripts', instead(/<script src="explorables\/page[^"]*"><\/script>/, ''), on('scenes'), /controls do not appear/],
        ['a figure without workers', script('delete window.Worker'), on('scenes'), /this browser has no workers/],
        ['a still of something else', instead(/(<div class="explorable-picture">[^]*?<text x=")/, '$11'), on('scenes'), /is not the one/],
        ['a number that a report lacks', instead(/(\|[^|&]*&quot;:&quot;\d)/, '$17'), on('scenes'), /they differ/],
        ['a scene that can\'t be chosen', script(stops('click')), on('scenes'), /does not hold/],
        ['a slider without effect', script(stops('input')), on('steps'), /change nothing/],
        ['a control that Tab passes by', spoils('figure.querySelector("select, [type=range]").tabIndex = -1'), on('steps'), /does not reach/],
        ['a figure that forgets', script('history.replaceState = () => {}'), on('steps', 'address'), /the address does not hold/],
        ['nonsense without a word', script(stops('change')), on('hostile'), /gets no note/],
        ['nonsense on an axis', spoils('figure.querySelector(".drawing").title = "x NaN"'), on('hostile'), /puts NaN into the picture/],
        ['a picture that can\'t be pulled', script(stops('pointermove')), on('pulled'), /moves nothing/],
        ['a start that is lost', script(LOSES_RESET), on('steps', 'reset'), /the start back/],
        ['a wide control', spoils('figure.querySelector(".explorable-controls").style.width = "800px"'), on('looks'), /stands out|wide in a window/],
        ['a control without a name', spoils(NAMELESS), on('looks'), /axe (label|select-name)/],
        ['a still that only scripts show', within('<style>html:not(.js) .explorable-picture { display: none }</style>'), on('still'), /is not there/],
        ['controls that do nothing', instead('<div class="explorable-picture">', '<button>x</button>$&'), on('still'), /do nothing/],
    ];
}

/// Something is done to the texts of a report (`content`) before the page has them.
const given = code => script('const planting = setInterval(() => { const { wellposed } = window; if (wellposed?.report) { clearInterval(planting); '
    + `const { report } = wellposed; wellposed.report = (name, content) => { ${code}; report(name, content); }; } }, 1)`);
const OTHER_DIGIT = 'const table = Object.keys(content.files).find(path => path.endsWith(".csv")); '
    + 'content.files[table] = content.files[table].replace(/\\d(?=\\D*$)/, digit => (Number(digit) + 1) % 10)';
const OTHER_VERDICT = 'content.claims = content.claims.replace("confirmed", "refuted")';
/// Again and again something is done to each element.
const changes = (selector, code) => script(`setInterval(() => document.querySelectorAll('${selector}').forEach(each => { ${code} }), 5)`);
/// An event does not reach what it is meant for.
const misses = (name, at) => script(`addEventListener("${name}", event => event.target.matches("${at}") && event.stopPropagation(), true)`);
const SHORTER = 'each.textContent = each.textContent.replace("the same", "")';
const SENDS = 'addEventListener("submit", () => new Image().src = "http://127.0.0.1:9/x.png")';

/// Faults of what a reader computes again or asks about a file: name, page, and the rest as above.
function ofComputing({ reports }, book, pages, folder) {
    const { quick: [quick, second], long } = chosen(reportsOf(book, pages));
    // The ledger of two quick ones, and of one that is canceled.
    const few = JSON.stringify([[quick.experiment, 9], [second.experiment, 9], [long.experiment, 1]]).replaceAll('"', '&quot;');
    const shorter = page => changes(lines, SHORTER)(instead(/data-all="[^"]*"/, `data-all="${few}"`)(page));
    const again = (tab, { url }) => recompute(tab, url, quick, reports);
    const breaksOff = (tab, { url }) => canceled(tab, url, long, reports);
    const all = (tab, { url }) => wholeBook(tab, url);
    const own = (tab, { url }) => ownData(tab, url, join(folder, 'own_data_planted'), { only: 'houses.csv' });
    const [lines, words] = ['.recompute tbody td', '.own-data pre'];
    return [
        ['another digit in a report', quick.path, given(OTHER_DIGIT), again, /\.csv: row .+, column .+: was .+, is /],
        ['another verdict in a report', quick.path, given(OTHER_VERDICT), again, /claim L\d\d-\d\d, field .*was .*refuted/],
        ['a digest of something else', quick.path, changes(`${lines} code`, 'each.textContent = "0"'), again, /not that of SHA256SUMS/],
        ['a button that Tab passes by', quick.path, changes('.recompute-start', 'each.tabIndex = -1'), again, /Tab does not reach it/],
        ['a report without workers', quick.path, script('delete window.Worker'), again, /this browser has no workers/],
        ['a computation without an end', long.path, misses('click', '.recompute-cancel'), breaksOff, /after \*cancel\* it says/],
        ['a line that the tally lacks', 'claims.html', shorter, all, /the lines say/],
        ['an answer with other letters', 'input_normalization.html', changes(words, 'each.textContent = "x"'), own, /and the command line prints/],
        ['a file that is told about', 'input_normalization.html', script(SENDS), own, /asks the network/],
        ['columns that can\'t be chosen', 'input_normalization.html', misses('change', 'select'), own, /the columns to choose from are/],
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
    const others = [...ofOthers(searched), ...ofComputing(settings, book, pages, folder)].map(([name, kind, ...rest]) => [kind, [name, ...rest]]);
    const figures = ofFigures(settings).map(fault => ['input_normalization.html', fault]);
    return [...chapters, ...others, ...figures].map(([kind, fault], number) => ({
        name: `planted: ${fault[0]}`,
        run: tab => ask(tab, book, pathOf(kind, pages, book), number, fault),
    }));
}
