// Can the book be read in a browser, by everybody? Opens every page in chromium and writes one line for each fault: page, width, theme,
// what. Shares of the pages' heights stand in target/browser/shares.json. Fails if there is a fault, or if a planted one is not found.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { axeSource } from './axe.mjs';
import { explorables } from './checks/explorables.mjs';
import { ledger } from './checks/ledger.mjs';
import { ownData } from './checks/own_data.mjs';
import { hasPoppler } from './checks/paper.mjs';
import { canceled, chosen, recompute, reportsOf, wholeBook } from './checks/recompute.mjs';
import { search } from './checks/search.mjs';
import { tableOf } from './checks/shares.mjs';
import { Html } from './html.mjs';
import { pagesOf } from './pages.mjs';
import { planted } from './planted.mjs';
import { Browser, chromium } from './protocol.mjs';
import { visit } from './visit.mjs';

const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const FOLDER = join(PROJECT, 'target/browser');
/// So many pages are open at a time.
const TABS = 2;

function option(name, otherwise) {
    const place = process.argv.indexOf(name);
    return place < 0 ? otherwise : process.argv[place + 1];
}

/// What is searched for, and what the first result holds: a word of the notes in Korean, a letter, a claim; nothing for the last.
function searched(book) {
    const korean = Html.of(join(book, 'errata.html'))?.text.match(/[가-힣]{2,}/)?.[0] ?? '가';
    return { [korean]: korean, κ: 'κ', 'L12-10': 'L12-10', 'two-sided': 'wo-sided', qqxyzzy: null };
}

function say({ page, width, theme, what }) {
    console.log([page, width, theme].filter(part => part !== '').join(' · ') + `: ${what}`);
}

/// Works through the jobs with some tabs; faults are said as they come.
async function work(browser, jobs) {
    let count = 0;
    const waiting = [...jobs];
    const one = async () => {
        const tab = await browser.tab();
        for (let job = waiting.shift(); job; job = waiting.shift()) {
            const faults = await job.run(tab).catch(error => [{ page: job.name, width: '', theme: '', what: `the test broke: ${error.message}` }]);
            faults.forEach(say);
            count += faults.length;
        }
    };
    await Promise.all(Array.from({ length: TABS }, one));
    return count;
}

const alone = (name, run) => ({ name, run: async tab => (await run(tab)).map(what => ({ page: name, width: '', theme: '', what })) });

/// Reports that are computed again, files of the reader's own; `toTheEnd`: the whole book alone, so that nothing disturbs its times.
function computing(pages, { book, reports, axe }, toTheEnd) {
    const url = name => pathToFileURL(join(book, name)).href;
    const whole = alone('claims.html', tab => wholeBook(tab, url('claims.html'), toTheEnd));
    if (toTheEnd) {
        return [whole];
    }
    const { quick, long } = chosen(reportsOf(book, pages));
    return [
        whole,
        alone(long.path, tab => canceled(tab, url(long.path), long, reports)),
        ...quick.map(report => alone(report.path, tab => recompute(tab, url(report.path), report, reports, axe))),
        alone('input_normalization.html', tab => ownData(tab, url('input_normalization.html'), join(FOLDER, 'own_data'), { axe })),
    ];
}

function jobsFor(pages, settings) {
    const { book, axe } = settings;
    const url = name => pathToFileURL(join(book, name)).href;
    const extra = [
        alone('claims.html', tab => ledger(tab, url('claims.html'))),
        alone('index.html', tab => search(tab, url('index.html'), searched(book))),
        ...pages.filter(page => page.kind === 'chapter').map(({ path }) => alone(path, tab => explorables(tab, url(path), axe))),
    ];
    return [...extra, ...pages.map(page => ({ name: page.path, run: tab => visit(tab, page, settings) }))];
}

async function main() {
    if (!chromium()) {
        console.log('browser tests SKIPPED: there is no chromium');
        return 0;
    }
    const started = Date.now();
    const book = resolve(option('--book', join(PROJECT, 'target/book')));
    if (!existsSync(join(book, 'index.html'))) {
        console.log(`${book}: there is no book; build it with \`cargo run --release -- book\``);
        return 1;
    }
    mkdirSync(FOLDER, { recursive: true });
    const characters = join(PROJECT, 'book/theme/fonts/characters.txt');
    const settings = { book, axe: axeSource(FOLDER), characters, reports: join(PROJECT, 'reports') };
    const toTheEnd = process.argv.includes('--whole-book');
    const only = option('--only', '');
    const pages = pagesOf(book).filter(page => page.path.includes(only));
    const browser = await Browser.start();
    const others = toTheEnd ? [] : jobsFor(pages, settings);
    const jobs = [...computing(pagesOf(book), settings, toTheEnd), ...others].filter(job => job.name.includes(only));
    let faults = await work(browser, jobs);
    if (!toTheEnd && (only === '' || only === 'planted')) {
        faults += await work(browser, planted(settings, pagesOf(book), FOLDER, searched(book)));
    }
    await browser.end();
    const chapters = Object.fromEntries(pages.filter(page => page.found).map(page => [page.name, page.found]));
    writeFileSync(join(FOLDER, 'shares.json'), JSON.stringify(chapters, null, 2));
    console.log(tableOf(chapters));
    const words = hasPoppler ? '' : ' (pages on paper only counted: there is no pdftoppm)';
    console.log(`${pages.length} pages, ${faults} faults, ${((Date.now() - started) / 1000).toFixed(0)} s${words}`);
    return faults === 0 ? 0 : 1;
}

process.exitCode = await main();
