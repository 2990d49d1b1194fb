// How does a reader who has only a keyboard move a figure that computes, and what is then seen? `id` is that of the figure's element; its
// `data-state` says whether it is alive (book/explorables/figure.js).

const KEYS = { Tab: [9], Enter: [13, '\r'], ' ': [32, ' '], ArrowRight: [39], ArrowLeft: [37], ArrowDown: [40], ArrowUp: [38], Backspace: [8] };

export function press(tab, key) {
    return tab.press(key, key === ' ' ? 'Space' : key, ...KEYS[key]);
}

/// Waits until nothing is computed and the address is written.
export function settled(tab, id) {
    return tab.run(async id => {
        const figure = document.getElementById(id);
        const rest = time => new Promise(resolve => setTimeout(resolve, time));
        for (let wait = 0; wait < 1000 && !['live', 'still'].includes(figure.dataset.state); wait += 1) {
            await rest(10);
        }
        await rest(300);
        return figure.dataset.state;
    }, id);
}

/// Opens the page, comes near the figure and waits for its first answer.
export async function openAt(tab, url, id) {
    await tab.open(url);
    await tab.run(id => document.getElementById(id)?.scrollIntoView(), id);
    return settled(tab, id);
}

/// What a reader sees.
export function seen(tab, id) {
    return tab.run(id => {
        const part = name => document.querySelector(`#${id} .explorable-${name}`);
        const shown = [...document.querySelectorAll(`#${id} .explorable-control`)].filter(place => !place.hidden);
        return {
            picture: part('picture').innerHTML,
            said: part('said').textContent,
            numbers: part('numbers').innerText,
            reported: [...document.querySelectorAll(`#${id} .explorable-reported`)].map(said => said.textContent),
            notes: [...part('notes').children].map(note => note.textContent),
            values: shown.map(place => place.querySelector('[type=text], select')?.value ?? place.querySelector('input')?.checked).join('|'),
            origin: part('origin').textContent,
            pressed: [...part('scenes').children].map(button => button.getAttribute('aria-pressed')),
            address: location.search,
        };
    }, id);
}

/// The fields and buttons that can be seen: where they stand among all, and what they are.
export function controls(tab, id) {
    return tab.run(id => {
        const all = [...document.querySelectorAll(`#${id} :is(button, input, select)`)];
        const isThere = each => each.getClientRects().length > 0 && getComputedStyle(each).visibility === 'visible';
        return all.map((each, place) => ({
            place,
            isThere: isThere(each),
            kind: each.closest('.explorable-scenes') ? 'scene' : each.type,
            words: each.closest('.explorable-words') !== null,
            label: (each.labels?.[0] ?? each).textContent.trim() || each.getAttribute('aria-label') || '',
        })).filter(each => each.isThere);
    }, id);
}

/// Goes from the figure to one of its fields by Tab alone.
export async function reach(tab, id, place) {
    await tab.run(id => Object.assign(document.getElementById(id), { tabIndex: -1 }).focus(), id);
    for (let step = 0; step < 60; step += 1) {
        await press(tab, 'Tab');
        const at = await tab.run(id => [...document.querySelectorAll(`#${id} :is(button, input, select)`)].indexOf(document.activeElement), id);
        if (at === place) {
            return true;
        }
    }
    return false;
}

/// Types into a field that Tab has reached, in place of all that stands there.
export async function type(tab, words) {
    await tab.run(() => document.activeElement.select());
    await (words === '' ? press(tab, 'Backspace') : tab.send('Input.insertText', { text: words }));
    await press(tab, 'Enter');
}

/// What differs between two views of a figure, by name.
export function differing(one, other) {
    return ['picture', 'said', 'numbers', 'values'].filter(name => one[name] !== other[name]);
}
