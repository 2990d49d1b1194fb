'use strict';

// How does an answer stand in the page? It takes the place of the still: picture, sentence, numbers, lines; notes on values that were none stand
// below the sentence. A number that a report holds too is held against it digit by digit, and the page says which it is.
window.wellposed.shown = (function () {
    const { element } = window.wellposed.controls;

    /// Table, key and column as an address.
    function address([table, key]) {
        const [chapter, experiment] = table.split('/');
        const row = `${table.split('/').pop()}:${key.trim().split(/\s+/).join('_')}`;
        return `${path_to_root}reports/${chapter}/${experiment}.html#${encodeURIComponent(row)}`;
    }

    /// What is said of a number that a report holds too. `reports` has the numbers of all scenes; of other rows the page knows only where they are.
    function comparison({ exact, reported }, reports) {
        const report = reports[reported.join('|')];
        const link = words => Object.assign(element('a', '', words), { href: address(reported) });
        const said = element('span', 'explorable-reported');
        if (report === undefined) {
            said.append(`computed here: ${exact}; compare it with `, link('the report’s number'));
        } else if (report === exact) {
            said.append(`✓ computed here: ${exact}, as in `, link('the report'));
        } else {
            said.classList.add('differs');
            said.append(`computed here: ${exact}; `, link('the report'), ` has ${report}: `, element('strong', '', 'they differ'));
        }
        return said;
    }

    function numberLine(number, reports) {
        const [line, value] = [element('div', ''), element('dd', '', number.shown)];
        value.title = number.exact;
        if (number.reported) {
            value.append(' ', comparison(number, reports));
        }
        line.append(element('dt', '', number.label), value);
        return line;
    }

    /// A drawing as this browser writes it.
    function markup(html) {
        return Object.assign(document.createElement('template'), { innerHTML: html }).content.querySelector('.drawing')?.outerHTML;
    }

    /// The parts of a figure; lines and notes are added if the still has none.
    function partsOf(place) {
        const part = name => place.querySelector(`.explorable-${name}`);
        const [picture, said, numbers, origin] = ['picture', 'said', 'numbers', 'origin'].map(part);
        const lines = part('lines') ?? Object.assign(element('pre', 'explorable-lines'), { tabIndex: 0, hidden: true });
        const [notes, live] = [element('ul', 'explorable-notes'), element('div', '')];
        notes.hidden = true;
        live.setAttribute('aria-live', 'polite');
        live.append(notes);
        said.after(live);
        numbers.after(lines);
        return { picture, said, numbers, origin, lines, notes };
    }

    function fillNotes({ notes }, texts) {
        notes.hidden = texts.length === 0;
        notes.replaceChildren(...texts.map(text => element('li', '', text)));
    }

    function fill(parts, answer, reports) {
        parts.picture.innerHTML = answer.picture;
        if (parts.said.textContent !== answer.said) {
            parts.said.textContent = answer.said;
        }
        parts.numbers.replaceChildren(...answer.numbers.map(number => numberLine(number, reports)));
        parts.lines.textContent = answer.lines.join('\n');
        parts.lines.hidden = answer.lines.length === 0;
        fillNotes(parts, answer.notes);
    }

    return { partsOf, fill, fillNotes, markup };
})();
