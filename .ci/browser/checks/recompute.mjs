// Does a page say whether this browser computes the bytes of a report? The button is pressed by keyboard, the digests that the page shows are held
// against `reports/SHA256SUMS`; what takes long can be canceled and asked again; the whole book shows its tally, and can be canceled too.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { press } from '../figure.mjs';
import { unescaped } from '../html.mjs';
import { DESK, chooseTheme } from '../visit.mjs';
import { accessible } from './accessible.mjs';
import { overflow } from './overflow.mjs';
import { quiet } from './quiet.mjs';

/// Seconds that a computation may take, per second of the record and beyond.
const [FACTOR, BEYOND] = [20, 60];
const rest = time => new Promise(resolve => setTimeout(resolve, time));

const PHONE = 390;
/// A computation of about so many seconds is long enough to be canceled.
const LONG = 4;

/// The reports that a page can compute, with the seconds that they take; they stand in the page as its build wrote them.
export function reportsOf(book, pages) {
    const attribute = (text, name) => unescaped(text.match(new RegExp(`class="recompute"[^>]* data-${name}="([^"]*)"`))?.[1] ?? '');
    const found = pages.filter(page => page.kind === 'report').map(({ path }) => {
        const text = readFileSync(join(book, path), 'utf8');
        return { path, experiment: attribute(text, 'experiment'), seconds: Number(attribute(text, 'seconds')) };
    });
    return found.filter(({ experiment }) => experiment !== '');
}

/// The two quickest of each chapter, and one that takes long.
export function chosen(reports) {
    const sorted = [...reports].sort((one, other) => one.seconds - other.seconds);
    const count = new Map();
    const quick = sorted.filter(({ experiment }) => {
        const [chapter] = experiment.split('/');
        count.set(chapter, (count.get(chapter) ?? 0) + 1);
        return count.get(chapter) <= 2;
    });
    return { quick, long: sorted.find(({ seconds }) => seconds >= LONG) ?? sorted.at(-1) };
}

/// Comes near the place, waits for its form and goes from its start to a field or button by Tab alone; whether it is reached.
export async function reach(tab, place, selector) {
    return await tab.run(async (place, selector) => {
        document.querySelector(place)?.scrollIntoView();
        for (let wait = 0; wait < 500 && !document.querySelector(selector); wait += 1) {
            await new Promise(resolve => setTimeout(resolve, 20));
        }
        Object.assign(document.querySelector(place) ?? document.body, { tabIndex: -1 }).focus();
        return document.querySelector(selector) !== null;
    }, place, selector) && await tabTo(tab, selector);
}

async function tabTo(tab, selector) {
    for (let step = 0; step < 20; step += 1) {
        await press(tab, 'Tab');
        if (await tab.run(selector => document.activeElement.matches(selector), selector)) {
            return true;
        }
    }
    return false;
}

/// Waits until the place computes nothing, so many seconds at most; its state, and what it says.
export async function ended(tab, place, seconds) {
    const until = performance.now() + 1000 * seconds;
    const look = () => tab.run(place => ({
        state: document.querySelector(place).dataset.state,
        said: document.querySelector(`${place} [role=status]`)?.textContent ?? '',
    }), place);
    let now = await look();
    while (now.state === 'computing' && performance.now() < until) {
        await rest(100);
        now = await look();
    }
    return now;
}

const PLACE = '.recompute';
const [BUTTON, CANCEL] = ['.recompute-start', '.recompute-cancel'];

/// Presses the button by keyboard; what is wrong if it can't be.
async function start(tab) {
    if (!await reach(tab, PLACE, BUTTON)) {
        return ['the button that computes is not there, or Tab does not reach it'];
    }
    await press(tab, 'Enter');
    return [];
}

/// The rows of what was computed, each a list of the texts of its cells.
function rows(tab) {
    return tab.run(() => [...document.querySelectorAll('.recompute tbody tr')].map(row => [...row.cells].map(cell => cell.textContent)));
}

/// The digests of a report's files as `SHA256SUMS` has them.
function sumsOf(reports, experiment) {
    const lines = readFileSync(join(reports, 'SHA256SUMS'), 'utf8').trim().split('\n').map(line => line.split('  '));
    const own = lines.filter(([, path]) => path.startsWith(`${experiment}.`) || path.startsWith(`${experiment}/`));
    return new Map(own.map(([sum, path]) => [path, sum]));
}

function compared(found, sums) {
    const files = found.filter(([path]) => sums.has(path));
    const problems = files.filter(([path, digest]) => digest !== sums.get(path)).map(([path]) => `${path}: its digest is not that of SHA256SUMS`);
    const missing = [...sums.keys()].filter(path => !found.some(([each]) => each === path));
    const others = found.filter(([path]) => !sums.has(path) && path !== 'its claims');
    const differing = found.filter(([, , said]) => said !== 'same').map(([path]) => `${path} is not said to be the same`);
    return [
        ...problems, ...differing, ...missing.map(path => `${path} is not listed`), ...others.map(([path]) => `${path} is listed and no report`),
    ];
}

/// Opens a page: at the width of a phone if it is looked at there in the end.
export async function openFor(tab, url, axe) {
    await chooseTheme(tab, 'light');
    await tab.width(axe ? PHONE : DESK);
    await tab.open(url);
}

/// What was found fits the window, and is there for those who need more than eyes.
export async function looks(tab, axe) {
    return axe ? [...await overflow(tab, false), ...await accessible(tab, axe)] : [];
}

/// Computes the report of a page; `folder` is that of the reports. With the source of axe-core, it is looked at too.
export async function recompute(tab, url, { experiment, seconds }, folder, axe = null) {
    await openFor(tab, url, axe);
    const problems = await start(tab);
    if (problems.length > 0) {
        return problems;
    }
    const { state, said } = await ended(tab, PLACE, FACTOR * seconds + BEYOND);
    if (state !== 'done' || !said.startsWith('The same bytes: all ')) {
        const first = await tab.run(() => document.querySelector('.recompute-differences')?.textContent ?? '');
        return [`${experiment}: it says “${said}” (${state}) ${first.slice(0, 300)}`];
    }
    const found = [...compared(await rows(tab), sumsOf(folder, experiment)), ...quiet(tab), ...await looks(tab, axe)];
    return found.map(what => `${experiment}: ${what}`);
}

/// The bar runs, *cancel* is where the keyboard is and ends it at once, and it can be asked again.
export async function canceled(tab, url, { experiment, seconds }, folder) {
    await openFor(tab, url, null);
    const problems = await start(tab);
    if (problems.length > 0) {
        return problems;
    }
    await rest(1000);
    const { at, bar } = await tab.run(cancel => ({
        at: document.activeElement.matches(cancel),
        bar: document.querySelector('.recompute progress').getAttribute('value'),
    }), CANCEL);
    if (!at) {
        problems.push('the keyboard is not at *cancel*');
    }
    if (seconds > 0 && !(bar > 0 && bar < 1)) {
        problems.push(`the bar stands at ${bar}`);
    }
    await press(tab, 'Enter');
    const { state, said } = await ended(tab, PLACE, 2);
    if (state !== 'canceled' || !said.startsWith('Canceled after ')) {
        problems.push(`after *cancel* it says “${said}” (${state})`);
    }
    return [...problems.map(what => `${experiment}: ${what}`), ...quiet(tab), ...await recompute(tab, url, { experiment, seconds }, folder)];
}

/// `31 of 36 computed, 31 the same to the byte, 0 differ; 214 files`, wherever it stands in what is said.
function tallyOf(said) {
    const [, ...counts] = said.match(/(\d+) of (\d+) computed, (\d+) the same to the byte, (\d+) differ; \d+ files?/) ?? [];
    const [computed, all, same, differ] = counts.map(Number);
    return { computed, all, same, differ };
}

/// Waits until one experiment of the book is computed, and cancels.
async function cancelEarly(tab) {
    for (let wait = 0; wait < 600 && !(tallyOf((await ended(tab, PLACE, 0)).said).computed > 0); wait += 1) {
        await rest(200);
    }
    await press(tab, 'Enter');
}

/// The whole book begins, and its tally counts; it is canceled, or runs to its end if `toTheEnd` is asked for, and its times are printed.
export async function wholeBook(tab, url, toTheEnd = false) {
    await openFor(tab, url, null);
    const problems = await start(tab);
    if (problems.length > 0) {
        return problems;
    }
    const seconds = await tab.run(() => JSON.parse(document.querySelector('.recompute').dataset.all).reduce((sum, [, each]) => sum + each, 0));
    await (toTheEnd ? null : cancelEarly(tab));
    const { state, said } = await ended(tab, PLACE, toTheEnd ? FACTOR * seconds + 10 * BEYOND : 2);
    const [tally, found] = [tallyOf(said), await rows(tab)];
    if (state !== (toTheEnd ? 'done' : 'canceled') || !said.startsWith(toTheEnd ? 'The same bytes: ' : 'Canceled: ')) {
        problems.push(`the whole book says “${said}” (${state})`);
    }
    const count = words => found.filter(([, state]) => state === words).length;
    const isCounted = tally.computed > 0 && tally.computed === tally.same && tally.differ === 0 && (!toTheEnd || tally.computed === tally.all);
    if (!isCounted || count('the same') !== tally.same || count('canceled') !== tally.all - tally.computed) {
        problems.push(`the tally is “${said}”, and the lines say: ${found.map(([name, state]) => `${name} ${state}`).join(', ').slice(0, 500)}`);
    }
    if (toTheEnd) {
        found.forEach(([name, state, took]) => console.log(`${name}: ${state}, ${took}`));
        console.log(`the whole book: ${said}`);
    }
    return [...problems, ...quiet(tab)];
}
