// What is asked of one page? All checks at three widths in light and dark; reports, of which there are many, at two; colors of chapters in
// all themes.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accessible } from './checks/accessible.mjs';
import { letters } from './checks/letters.mjs';
import { links } from './checks/links.mjs';
import { overflow } from './checks/overflow.mjs';
import { paper } from './checks/paper.mjs';
import { plain } from './checks/plain.mjs';
import { quiet } from './checks/quiet.mjs';
import { measured, shares } from './checks/shares.mjs';
import { tables } from './checks/tables.mjs';
import { values } from './checks/values.mjs';
import { weight, weightOf } from './checks/weight.mjs';

const PHONE = 390;
const TABLET = 800;
export const DESK = 1280;
const REST = ['rust', 'coal', 'ayu'];
/// All rules of axe-core; a theme changes colors only; nothing.
const [ALL, COLORS, NONE] = [undefined, ['color-contrast', 'link-in-text-block'], []];

/// Width, theme, and which rules of axe-core are asked.
function views(kind) {
    if (kind === 'report') {
        return [[PHONE, 'light', ALL], [TABLET, 'navy', NONE], [DESK, 'navy', COLORS]];
    }
    return [PHONE, TABLET, DESK].flatMap(width => [[width, 'light', ALL], [width, 'navy', width === TABLET ? NONE : COLORS]]);
}

/// Chooses the theme that the next pages open with.
export async function chooseTheme(tab, theme) {
    if (tab.theme) {
        await tab.send('Page.removeScriptToEvaluateOnNewDocument', { identifier: tab.theme });
    }
    const source = `try { localStorage.setItem('mdbook-theme', '${theme}'); } catch { /* a page without storage */ }`;
    tab.theme = (await tab.send('Page.addScriptToEvaluateOnNewDocument', { source })).identifier;
}

/// What is measured once at the width of a desk in the light theme.
async function atTheDesk(tab, page, file, add) {
    add(await values(tab, file));
    if (page.kind === 'chapter') {
        await tab.open(pathToFileURL(file).href);
        page.found = { ...await measured(tab), weight: weightOf(tab) };
        add(shares(page.found));
        add(weight(tab));
    }
    if (page.kind === 'report') {
        add(await tables(tab));
    }
}

/// All faults of a page, each with width and theme.
export async function visit(tab, page, { book, axe, characters }) {
    const faults = [];
    const file = join(book, page.path);
    const url = pathToFileURL(file).href;
    const at = (width, theme) => found => faults.push(...found.map(what => ({ page: page.path, width, theme, what })));
    at('', '')(links(book, page.path));
    at('', '')(letters(book, page.path, characters));
    for (const [width, theme, rules] of views(page.kind)) {
        const add = at(width, theme);
        await chooseTheme(tab, theme);
        await tab.width(width);
        await tab.open(url);
        add(await overflow(tab, page.kind === 'chapter' && width === DESK));
        if (rules !== NONE) {
            add(await accessible(tab, axe, rules));
        }
        add(quiet(tab));
    }
    for (const theme of page.kind === 'chapter' ? REST : []) {
        await chooseTheme(tab, theme);
        await tab.open(url);
        at(DESK, theme)(await accessible(tab, axe, COLORS));
    }
    await chooseTheme(tab, 'light');
    await tab.open(url);
    const add = at(DESK, 'light');
    await atTheDesk(tab, page, file, add);
    at('paper', 'light')(await paper(tab, page.name === 'guide' ? 1 : Infinity, page.kind !== 'report'));
    at(DESK, 'no scripts')(await plain(tab, url));
    return faults;
}
