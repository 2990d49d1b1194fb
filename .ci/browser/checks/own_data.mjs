// Does the page say of a file what the command line says, to the byte, and does the file stay on the machine? Files of all kinds, hostile ones among
// them, are given to it as a reader gives them, and the answer is held against what `wellposed run input_normalization --data FILE …` prints.

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { OWN_FILES, PROGRAM, told } from '../own_files.mjs';
import { press } from '../figure.mjs';
import { quiet } from './quiet.mjs';
import { ended, looks, openFor, reach } from './recompute.mjs';

const PLACE = '.own-data';
const PATIENCE = 120;

/// Gives a file to the field as its dialog does.
async function choose(tab, file) {
    const { result } = await tab.send('Runtime.evaluate', { expression: `document.querySelector('${PLACE} input[type=file]')` });
    await tab.send('DOM.setFileInputFiles', { files: [file], objectId: result.objectId });
}

/// Drops a file at its place.
function drop(tab, { name, bytes }) {
    return tab.run((place, name, base64) => {
        const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], name));
        const zone = document.querySelector(`${place} .own-data-zone`);
        ['dragover', 'drop'].forEach(kind => zone.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true })));
    }, PLACE, name, bytes.toString('base64'));
}

/// Waits until the columns of the file stand in their list, if there are any.
function listed(tab) {
    return tab.run(async place => {
        for (let wait = 0; wait < 20 && document.querySelector(`${place} select`).options.length < 2; wait += 1) {
            await new Promise(resolve => setTimeout(resolve, 20));
        }
    }, PLACE);
}

/// A word as a reader types it.
const typed = word => /[\s"']/.test(word) ? `'${word}'` : word;

/// Fills the fields; *Enter* in one of them asks.
async function ask(tab, words) {
    const target = words.find(word => word.startsWith('--target='))?.slice('--target='.length) ?? '';
    const rest = words.filter(word => !/^--(target|data)=/.test(word)).map(typed).join(' ');
    await tab.run((place, target, rest) => {
        document.querySelector(`${place} .own-data-options`).value = rest;
        const field = document.querySelector(`${place} .own-data-target`);
        field.value = target;
        field.focus();
    }, PLACE, target, rest);
    await press(tab, 'Enter');
    return ended(tab, PLACE, PATIENCE);
}

/// The first line in which the page says something else.
function difference(is, was) {
    const [before, after] = [was, is].map(text => [...text.split('\n'), 'the end']);
    const line = before.findIndex((text, place) => text !== after[place]);
    return `line ${line + 1} is “${after[line]?.slice(0, 120)}”, and the command line prints “${before[line]?.slice(0, 120)}”`;
}

function answer(tab) {
    return tab.run(place => {
        const frame = document.querySelector(`${place} iframe`);
        return {
            text: document.querySelector(`${place} pre`)?.textContent ?? 'nothing',
            page: frame?.srcdoc ?? '',
            sandbox: frame?.getAttribute('sandbox') ?? '',
            links: document.querySelectorAll(`${place} a[download]`).length,
        };
    }, PLACE);
}

async function one(tab, file, folder, dropped) {
    const { words, said: printed, answered, file: path } = told(folder, file);
    await (dropped ? drop(tab, file) : choose(tab, path));
    await listed(tab);
    const { state, said } = await ask(tab, words);
    const { text, page, sandbox, links } = await answer(tab);
    const problems = [];
    if (state !== 'done' || said.startsWith('Answered (') !== answered) {
        problems.push(`it says “${said}” (${state})`);
    }
    if (text !== printed) {
        problems.push(difference(text, printed));
    }
    if (page.startsWith('<!doctype html>') !== answered || sandbox !== '' || links !== (answered ? 2 : 1)) {
        problems.push(`beside the text stand a page of ${page.length} letters and ${links} links`);
    }
    return problems.map(what => `${file.name}: ${what}`);
}

/// The columns of the file can be chosen from.
async function columns(tab) {
    const names = await tab.run(place => {
        const list = document.querySelector(`${place} select`);
        list.value = list.options[2]?.value;
        list.dispatchEvent(new Event('change'));
        return [...[...list.options].map(option => option.value), document.querySelector(`${place} .own-data-target`).value];
    }, PLACE);
    return names.join() === ',x1,x2,x3,x4,y,x2' ? [] : [`the columns to choose from are ${names.join()}`];
}

/// Asks for each file whose name holds `only`; the files are written into a folder of their own.
export async function ownData(tab, url, folder, { only = '', axe = null } = {}) {
    if (!existsSync(PROGRAM)) {
        return [`there is no ${PROGRAM} to hold the page against`];
    }
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await openFor(tab, url, axe);
    if (!await reach(tab, PLACE, `${PLACE} input[type=file]`)) {
        return ['there is no field for a file of the reader, or Tab does not reach it'];
    }
    const problems = [];
    const files = OWN_FILES.filter(({ name }) => name.includes(only));
    for (const [number, file] of files.entries()) {
        problems.push(...await one(tab, file, folder, number % 4 === 1));
    }
    await choose(tab, told(folder, files[0]).file);
    await listed(tab);
    return [...problems, ...await columns(tab), ...quiet(tab), ...await looks(tab, axe)];
}
