// Does a figure that computes answer a reader who has only a keyboard? Every control is reached by Tab and does something; scenes, typed nonsense,
// the address and *reset* do what they say; each number that a report holds is the report's to the last digit; it fits a phone, and without scripts
// the still stands.

import { controls, differing, openAt, press, reach, seen, settled, type } from '../figure.mjs';
import { chooseTheme } from '../visit.mjs';
import { accessible } from './accessible.mjs';
import { overflow } from './overflow.mjs';
import { quiet } from './quiet.mjs';

const [PHONE, DESK] = [390, 1280];
/// Keys that move a control; the second if the first can't.
const STEPS = { range: ['ArrowRight', 'ArrowLeft'], 'select-one': ['ArrowDown', 'ArrowUp'], checkbox: [' '], button: ['Enter'] };
/// What nobody means, typed into each field; the first two are numbers that some controls take.
const HOSTILE = ['0', '-1', '1e308', '', 'abc'];

/// Each scene: it holds, differs from the others, and its numbers are the reports'.
async function scenes(tab, { id }, add) {
    const bar = (await controls(tab, id)).filter(({ kind }) => kind === 'scene').slice(0, -1);
    const [said, equal] = [new Set(), new Set()];
    for (const [number, { place, label }] of bar.entries()) {
        if (!await reach(tab, id, place)) {
            add(`Tab does not reach the scene “${label}”`);
            continue;
        }
        await press(tab, 'Enter');
        await settled(tab, id);
        const now = await seen(tab, id);
        said.add(now.said + now.numbers);
        if (now.pressed.indexOf('true') !== number || now.pressed.lastIndexOf('true') !== number) {
            add(`the scene “${label}” is chosen and does not hold, or not alone`);
        }
        now.reported.filter(text => /they differ/.test(text)).forEach(text => add(`the scene “${label}”: ${text}`));
        now.reported.filter(text => /as in the report/.test(text)).forEach(text => equal.add(text.match(/here: (\S+),/)[1]));
        now.notes.forEach(note => add(`the scene “${label}” is told: ${note}`));
    }
    if (bar.length > 1 && said.size < 2) {
        add('no scene changes what is said');
    }
    const reported = await tab.run(id => Object.values(JSON.parse(document.getElementById(id).dataset.explorable).reported), id);
    const silent = reported.filter(number => !equal.has(number));
    if (reported.length === 0 || silent.length > 0) {
        add(`no scene says that it has ${silent[0] ?? 'a number'} of the report`);
    }
}

/// One step of each control by the keys that it takes; afterwards the address holds it.
async function steps(tab, { id }, add) {
    let moved = 0;
    const fields = (await controls(tab, id)).filter(({ kind }) => STEPS[kind]);
    for (const { place, kind, label } of fields) {
        // What was pressed may have hidden it.
        if (!(await controls(tab, id)).some(each => each.place === place)) {
            continue;
        }
        if (!await reach(tab, id, place)) {
            add(`Tab does not reach “${label}”`);
            continue;
        }
        const before = await seen(tab, id);
        let differs = [];
        for (const key of STEPS[kind]) {
            if (differs.length === 0) {
                await press(tab, key);
                await settled(tab, id);
                differs = differing(before, await seen(tab, id));
            }
        }
        moved += differs.some(name => name !== 'values') ? 1 : 0;
        if (differs.length === 0 && kind !== 'button') {
            add(`the keys of “${label}” change nothing`);
        }
    }
    if (moved === 0) {
        add('no control changes what is shown');
    }
}

/// The address brings the same back.
async function address(tab, { id }, add) {
    const before = await seen(tab, id);
    if (!before.address.includes(`${id}.`)) {
        add('the address does not hold what was moved');
    }
    await openAt(tab, await tab.run(() => location.href), id);
    const differs = differing(before, await seen(tab, id));
    if (differs.length > 0) {
        add(`the address does not bring back: ${differs.join(', ')}`);
    }
}

/// Nonsense typed into each field gets a quiet word, and none of it reaches an axis.
async function hostile(tab, { id }, add) {
    for (const { place, label, words } of (await controls(tab, id)).filter(({ kind }) => kind === 'text')) {
        for (const typed of HOSTILE) {
            await reach(tab, id, place);
            await type(tab, typed);
            await settled(tab, id);
            const now = await seen(tab, id);
            const bad = now.picture.match(/\b(NaN|inf|Infinity)\b/);
            if (bad) {
                add(`“${typed}” in “${label}” puts ${bad[0]} into the picture`);
            }
            if (!words && !['0', '-1'].includes(typed) && now.notes.length === 0) {
                add(`“${typed}” in “${label}” gets no note`);
            }
        }
    }
}

async function reset(tab, { id, start }, add) {
    const { place } = (await controls(tab, id)).filter(({ kind }) => kind === 'scene').at(-1);
    await reach(tab, id, place);
    await press(tab, 'Enter');
    await settled(tab, id);
    const now = await seen(tab, id);
    const differs = differing(start, now);
    if (differs.length > 0 || now.address.includes(`${id}.`)) {
        add(`reset does not bring the start back: ${[...differs, ...(now.address === '' ? [] : [now.address])].join(', ')}`);
    }
}

/// A pull at the picture by half the panel moves what it should; a scene is found in which it can be pulled.
async function pulled(tab, { id }, add) {
    if (!await tab.run(id => JSON.parse(document.getElementById(id).dataset.explorable).drag, id)) {
        return;
    }
    const panel = () => tab.run(id => {
        const found = document.querySelector(`#${id} :is(.drag-x, .drag-y)`);
        found?.scrollIntoView({ block: 'center' });
        const { x, y, width, height } = found?.getBoundingClientRect() ?? {};
        return found && { x: x + width / 2, y: y + height / 2, width, height };
    }, id);
    for (const { place } of (await controls(tab, id)).filter(({ kind }) => kind === 'scene').slice(0, -1)) {
        await reach(tab, id, place);
        await press(tab, 'Enter');
        await settled(tab, id);
        const box = await panel();
        if (box) {
            const before = await seen(tab, id);
            const mouse = (kind, x, y) => tab.send('Input.dispatchMouseEvent', { type: kind, x, y, button: 'left', buttons: 1, clickCount: 1 });
            await mouse('mousePressed', box.x, box.y);
            await mouse('mouseMoved', box.x + box.width / 8, box.y - box.height / 8);
            await settled(tab, id);
            await mouse('mouseMoved', box.x + box.width / 4, box.y - box.height / 4);
            await mouse('mouseReleased', box.x + box.width / 4, box.y - box.height / 4);
            await settled(tab, id);
            if (!differing(before, await seen(tab, id)).includes('values')) {
                add('a pull at the picture moves nothing');
            }
            return;
        }
    }
    add('no scene has a picture that can be pulled');
}

/// The live figure at the width of a phone, and for those who need more than eyes; in light and dark.
async function looks(tab, { url, id, axe }, add) {
    await tab.width(PHONE);
    await openAt(tab, url, id);
    (await overflow(tab, false)).forEach(add);
    (await accessible(tab, axe)).forEach(add);
    await chooseTheme(tab, 'navy');
    await tab.width(DESK);
    await openAt(tab, url, id);
    (await accessible(tab, axe, ['color-contrast'])).forEach(add);
    await chooseTheme(tab, 'light');
}

/// Without scripts the still can be seen, and there is nothing to move.
async function still(tab, { url, id }, add) {
    await tab.send('Emulation.setScriptExecutionDisabled', { value: true });
    try {
        await tab.open(url);
        const { height, fields, said } = await tab.run(id => ({
            height: document.querySelector(`#${id} .explorable-picture svg.panel`)?.getBoundingClientRect().height ?? 0,
            fields: document.querySelectorAll(`#${id} :is(button, input, select)`).length,
            said: document.querySelector(`#${id} .explorable-said`)?.textContent ?? '',
        }), id);
        if (height < 50 || said === '') {
            add('without scripts the still is not there');
        }
        if (fields > 0) {
            add(`without scripts there are ${fields} controls that do nothing`);
        }
    } finally {
        await tab.send('Emulation.setScriptExecutionDisabled', { value: false });
    }
}

const PARTS = { scenes, steps, address, hostile, pulled, reset, looks, still };

async function figure(tab, about, parts) {
    const { url, id } = about;
    const problems = [];
    const add = what => problems.push(`figure ${id}: ${what}`);
    if (await openAt(tab, url, id) !== 'live') {
        const origin = await tab.run(id => document.querySelector(`#${id} .explorable-origin`)?.textContent, id);
        return [`figure ${id}: its controls do not appear; it says “${origin}”`];
    }
    const start = await seen(tab, id);
    if (/is not the one/.test(start.origin)) {
        add(start.origin);
    }
    for (const part of parts) {
        await PARTS[part](tab, { ...about, start }, add);
        quiet(tab).forEach(add);
    }
    return [...new Set(problems)];
}

/// All figures of a page that compute; `parts` are what is looked at, in this order.
export async function explorables(tab, url, axe, parts = Object.keys(PARTS)) {
    await chooseTheme(tab, 'light');
    await tab.width(DESK);
    await tab.open(url);
    const ids = await tab.run(() => [...document.querySelectorAll('.explorable')].map(place => place.id));
    const problems = ids.length === 0 ? ['there is no figure that computes'] : [];
    for (const id of ids) {
        problems.push(...await figure(tab, { url, id, axe }, parts));
    }
    return problems;
}
