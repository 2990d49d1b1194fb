'use strict';

// What can be moved? Each control of a figure becomes an element with a label, which shows a value and says which one a reader chose: a slider with a
// field to type in, a list, a box, a field for words, a button. Settings with a name (scenes) are a bar of buttons.
window.wellposed.controls = (function () {
    /// An element with a class and text.
    function element(name, className, text = '') {
        return Object.assign(document.createElement(name), { className, textContent: text });
    }

    function button(className, text, press) {
        const made = Object.assign(element('button', className, text), { type: 'button' });
        made.addEventListener('click', press);
        return made;
    }

    /// Where a number stands among the stops of a slider: at the nearest.
    function nearest(stops, words) {
        const away = stops.map(stop => Math.abs(Number(stop) - Number(words)));
        return away.indexOf(Math.min(...away));
    }

    /// A field to type in, for one value; what is being typed is not touched by an answer.
    function typed(inputMode, move) {
        const field = Object.assign(element('input', ''), { type: 'text', inputMode, autocomplete: 'off', autocapitalize: 'off', spellcheck: false });
        let typing = false;
        field.addEventListener('input', () => typing = true);
        field.addEventListener('change', () => {
            typing = false;
            move(field.value);
        });
        return { field, show: words => field.value = typing ? field.value : words, forget: () => typing = false };
    }

    function numberOf({ label, stops }, move) {
        const slider = Object.assign(element('input', ''), { type: 'range', min: 0, max: stops.length - 1, step: 1 });
        slider.addEventListener('input', () => move(stops[slider.value]));
        const { field, show, forget } = typed('decimal', move);
        field.setAttribute('aria-label', `${label}, typed`);
        const showBoth = words => {
            slider.value = nearest(stops, words);
            slider.setAttribute('aria-valuetext', words);
            show(words);
        };
        return { inputs: [slider, field], show: showBoth, forget };
    }

    function wordsOf(control, move) {
        const { field, show, forget } = typed('text', move);
        return { inputs: [field], show, forget };
    }

    function choiceOf({ choices }, move) {
        const list = element('select', '');
        list.append(...choices.map(([key, words]) => new Option(words, key)));
        list.addEventListener('change', () => move(list.value));
        return { inputs: [list], show: words => list.value = words };
    }

    function tickOf(control, move) {
        const box = Object.assign(element('input', ''), { type: 'checkbox' });
        box.addEventListener('change', () => move(box.checked ? '1' : '0'));
        return { inputs: [box], show: words => box.checked = words === '1' };
    }

    const KINDS = { number: numberOf, words: wordsOf, choice: choiceOf, tick: tickOf };

    /// A control: its place in the page, how it shows a value, how it forgets what is being typed. `move` takes changed values, and perhaps the
    /// name of a button.
    function controlOf(figure, control, move) {
        const { name, kind, label } = control;
        const place = element('div', `explorable-control explorable-${kind}`);
        if (kind === 'button') {
            place.append(button('', label, () => move({}, name)));
            return { name, place, show: () => {} };
        }
        const made = KINDS[kind](control, words => move({ [name]: words }));
        const labeled = Object.assign(element('label', '', label), { htmlFor: `explorable-${figure}-${name}` });
        made.inputs[0].id = labeled.htmlFor;
        place.append(...(kind === 'tick' ? [...made.inputs, labeled] : [labeled, ...made.inputs]));
        return { name, place, ...made };
    }

    /// A button for each scene, and *reset*, which is the first one.
    function scenesOf({ title, scenes }, choose) {
        const place = element('div', 'explorable-scenes');
        place.setAttribute('role', 'group');
        place.setAttribute('aria-label', `${title}: settings`);
        const buttons = scenes.map((scene, number) => button('', scene.title, () => choose(number)));
        place.append(...buttons, button('explorable-reset', 'reset', () => choose(0)));
        return { place, buttons };
    }

    /// The values of a scene: those that it does not name are the first ones.
    function valuesOf({ controls, scenes }, scene) {
        const valued = controls.filter(control => control.kind !== 'button');
        return Object.fromEntries(valued.map(({ name, first }) => [name, scenes[scene].values[name] ?? first]));
    }

    /// Whether the state is that of a scene.
    function holds(figure, scene, state) {
        const values = valuesOf(figure, scene);
        const isNumber = name => figure.controls.some(control => control.name === name && control.kind === 'number');
        return Object.keys(values).every(name => isNumber(name) ? Number(values[name]) === Number(state[name]) : values[name] === state[name]);
    }

    return { element, button, nearest, controlOf, scenesOf, valuesOf, holds };
})();
