'use strict';

// What does the library say of a file that never leaves this machine? A reader chooses a file or drops it, names the column to be predicted and
// perhaps further options of the command line; the text that the command line would print stands below, and the page of `--format html`.
//
//     <section class="own-data" data-chapter="input_normalization">…
//
// Whatever is wrong with file or options is said in the library's own words. `data-state` of the section: idle, computing, done, canceled.
window.wellposed.script('controls.js').then(function () {
    const { controls: { element, button }, open, suiteName } = window.wellposed;
    const MEGABYTE = 1024 * 1024;
    /// The page takes files up to this size, reads them in pieces of that one, and looks for names of columns in the first bytes.
    const [LARGEST, PIECE, BEGINNING] = [100 * MEGABYTE, 4 * MEGABYTE, 256 * 1024];
    /// More columns than this are no list to choose from.
    const LONGEST_LIST = 500;
    const NEVER_LEAVES = 'The file never leaves this machine: this page asks nothing of any network.';
    const HINT = 'For example --task regression --missing median; a value with blanks stands in quotes.';

    const megabytes = bytes => (bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0);

    /// Words of a command line: blanks stand between them, but for those in quotes.
    function split(line) {
        const words = [];
        let [word, quote] = [null, ''];
        for (const sign of line) {
            if (sign === quote) {
                quote = '';
            } else if (quote === '' && (sign === '"' || sign === '\'')) {
                [word, quote] = [word ?? '', sign];
            } else if (quote === '' && /\s/.test(sign)) {
                words.push(...(word === null ? [] : [word]));
                word = null;
            } else {
                word = (word ?? '') + sign;
            }
        }
        return word === null ? words : [...words, word];
    }

    /// The first bytes of a file; of one packed by gzip, those that it holds.
    async function beginning(file) {
        const packed = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
        if (packed[0] !== 0x1f || packed[1] !== 0x8b) {
            return packed;
        }
        const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
        const pieces = [];
        try {
            for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
                pieces.push(piece.value);
            }
        } catch {
            // The rest of a long file is missing here.
        }
        return new Uint8Array(await new Blob(pieces).arrayBuffer());
    }

    /// What stands between the cells of a line, by how often it does outside of quotes.
    function delimiterOf(line) {
        const outside = line.replace(/"[^"]*"/g, '');
        const often = sign => outside.split(sign).length;
        return [',', ';', '\t', '|'].reduce((most, sign) => often(sign) > often(most) ? sign : most);
    }

    /// The cells of the first line: a guess that only fills a list. The library reads the file by its own rules.
    function cellsOf(line) {
        const [cells, delimiter] = [[''], delimiterOf(line)];
        let [quoted, before] = [false, ''];
        for (const sign of line) {
            if (sign === '"') {
                // Two quotes in a row within quotes are one.
                cells[cells.length - 1] += !quoted && before === '"' ? sign : '';
                quoted = !quoted;
            } else if (sign === delimiter && !quoted) {
                cells.push('');
            } else {
                cells[cells.length - 1] += sign;
            }
            before = sign;
        }
        return cells.map(cell => cell.trim()).filter(cell => cell !== '');
    }

    async function columnsOf(file) {
        const bytes = await beginning(file);
        const wide = { '255,254': 'utf-16le', '254,255': 'utf-16be' }[bytes.slice(0, 2)];
        const text = new TextDecoder(wide ?? 'utf-8').decode(bytes);
        const columns = cellsOf(text.split(/\r\n|\r|\n/, 1)[0]);
        return columns.some(name => /[\0\uFFFD]/.test(name)) ? [] : columns;
    }

    /// The bytes of a file, read piece by piece; `show` is told how far. Nothing if `isOver` says so.
    async function bytesOf(file, show, isOver) {
        const bytes = new Uint8Array(file.size);
        for (let from = 0; from < file.size && !isOver(); from += PIECE) {
            bytes.set(new Uint8Array(await file.slice(from, from + PIECE).arrayBuffer()), from);
            show(Math.min(from + PIECE, file.size));
        }
        return isOver() ? null : bytes;
    }

    let named = 0;

    /// A field with its label above and perhaps a hint below.
    function fieldOf(label, input, hint = '') {
        const place = element('div', 'own-data-field');
        input.id = `own-data-${named += 1}`;
        place.append(Object.assign(element('label', '', label), { htmlFor: input.id }), input);
        if (hint !== '') {
            place.append(Object.assign(element('p', 'own-data-hint', hint), { id: `${input.id}-hint` }));
            input.setAttribute('aria-describedby', `${input.id}-hint`);
        }
        return place;
    }

    function typed(className) {
        return Object.assign(element('input', className), { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: false });
    }

    /// The file: chosen by the button of the browser, or dropped anywhere on the zone.
    function zoneOf(choose) {
        const zone = element('div', 'own-data-zone');
        const input = Object.assign(element('input', 'own-data-file'), { type: 'file' });
        input.addEventListener('change', () => choose(input.files[0] ?? null));
        zone.append(fieldOf('CSV file, plain or packed by gzip: choose it, or drop it here', input));
        const marks = isOver => event => {
            event.preventDefault();
            zone.classList.toggle('over', isOver);
        };
        ['dragenter', 'dragover'].forEach(name => zone.addEventListener(name, marks(true)));
        zone.addEventListener('dragleave', marks(false));
        zone.addEventListener('drop', event => {
            marks(false)(event);
            if (event.dataTransfer.files.length > 0) {
                input.files = event.dataTransfer.files;
                choose(input.files[0]);
            }
        });
        return zone;
    }

    /// The target: chosen from the columns of the file, or typed.
    function targetOf() {
        const [list, field] = [element('select', 'own-data-columns'), typed('own-data-target')];
        const show = () => list.value = [...list.options].some(({ value }) => value === field.value) ? field.value : '';
        function fill(names) {
            const more = names.length - LONGEST_LIST;
            list.replaceChildren(new Option(names.length === 0 ? '—' : 'choose a column', ''));
            list.append(...names.slice(0, LONGEST_LIST).map(name => new Option(name, name)));
            if (more > 0) {
                list.append(Object.assign(new Option(`… and ${more} more: type the name`, ''), { disabled: true }));
            }
            list.disabled = names.length === 0;
            show();
        }
        list.addEventListener('change', () => field.value = list.value);
        field.addEventListener('input', show);
        fill([]);
        const place = element('div', 'own-data-row');
        place.append(fieldOf('columns of the file', list), fieldOf('target: the column to be predicted, by name or number', field));
        return { place, field, fill };
    }

    /// A link that saves a text; `forget` frees what the last ones held.
    function saver() {
        let addresses = [];
        return {
            link: (words, download, text, type) => {
                const href = URL.createObjectURL(new Blob([text], { type }));
                addresses.push(href);
                return Object.assign(element('a', '', words), { href, download });
            },
            forget: () => {
                addresses.forEach(address => URL.revokeObjectURL(address));
                addresses = [];
            },
        };
    }

    function answerOf({ text, page }, saves) {
        const lines = Object.assign(element('pre', 'own-data-text', text), { tabIndex: 0 });
        lines.setAttribute('role', 'region');
        lines.setAttribute('aria-label', 'what the command line prints');
        const links = element('p', 'own-data-links');
        links.append(saves.link('save the text', 'advice.txt', text, 'text/plain;charset=utf-8'));
        if (page === '') {
            return [lines, links];
        }
        links.append(' · ', saves.link('save the page', 'advice.html', page, 'text/html;charset=utf-8'));
        const frame = Object.assign(element('iframe', 'own-data-page'), { title: 'The same with figures, as one page', srcdoc: page });
        frame.setAttribute('sandbox', '');
        return [lines, links, frame];
    }

    function build(section) {
        const [engine, saves] = [open(suiteName()), saver()];
        let [file, over] = [null, false];
        const target = targetOf();
        const options = typed('own-data-options');
        const said = element('p', 'own-data-said');
        said.setAttribute('role', 'status');
        const bar = Object.assign(element('progress', ''), { max: 1, hidden: true });
        bar.setAttribute('aria-label', 'read so far');
        const found = element('div', 'own-data-found');
        const begin = Object.assign(button('own-data-ask', 'Ask', () => {}), { type: 'submit' });
        const end = Object.assign(button('own-data-cancel', 'cancel', () => {
            over = true;
            engine.cancel();
        }), { hidden: true });

        function choose(chosen) {
            file = chosen;
            target.field.value = '';
            target.fill([]);
            const known = chosen ? columnsOf(chosen) : Promise.resolve([]);
            // A newer file may have come; what can't be read is told when it is asked.
            known.then(names => chosen === file && target.fill(names), () => {});
        }

        function words() {
            const wanted = target.field.value === '' ? [] : [`--target=${target.field.value}`];
            return [`--data=${file.name}`, ...wanted, ...split(options.value)];
        }

        /// The keyboard goes on at the button that took the other's place.
        function swap(running) {
            const held = [begin, end].includes(document.activeElement);
            [begin.hidden, end.hidden, bar.hidden] = [running, !running, !running];
            if (held) {
                (running ? end : begin).focus();
            }
        }

        function show(bytes) {
            bar.value = bytes / file.size;
            said.textContent = `read: ${megabytes(bytes)} of ${megabytes(file.size)} MB`;
        }

        async function answered() {
            const bytes = await bytesOf(file, show, () => over);
            if (over) {
                throw new DOMException('canceled', 'AbortError');
            }
            bar.removeAttribute('value');
            said.textContent = 'computing…';
            const { advise } = await engine.ask({ advise: { words: words() } }, bytes);
            found.replaceChildren(...answerOf(advise, saves));
            return advise.answered ? 'Answered' : 'Not answered yet: below stands what is to be settled first';
        }

        async function ask() {
            saves.forget();
            found.replaceChildren();
            if (file === null || file.size > LARGEST) {
                said.textContent = file === null
                    ? 'Choose a file first.'
                    : `This file has ${megabytes(file.size)} MB, and this page takes up to ${megabytes(LARGEST)}; the command line takes any size.`;
                return;
            }
            const start = performance.now();
            over = false;
            section.dataset.state = 'computing';
            swap(true);
            const outcome = await answered().catch(error => error.name === 'AbortError' ? 'Canceled' : error.message);
            const time = ((performance.now() - start) / 1000).toFixed(1);
            said.textContent = `${outcome.replace(/\.$/, '')} (${time} s).`;
            swap(false);
            section.dataset.state = over ? 'canceled' : 'done';
        }

        const form = element('form', 'own-data-form');
        form.noValidate = true;
        form.addEventListener('submit', event => {
            event.preventDefault();
            if (section.dataset.state !== 'computing') {
                ask();
            }
        });
        const asking = element('div', 'own-data-asking');
        asking.append(begin, end, bar);
        const further = fieldOf('further options, as on the command line', options, HINT);
        form.append(zoneOf(choose), target.place, further, element('p', 'own-data-promise', NEVER_LEAVES), asking);
        section.append(form, said, found);
        section.dataset.state = 'idle';
    }

    document.querySelectorAll('.own-data').forEach(build);
});
