'use strict';

// How does a figure answer a hand? What a reader moves becomes a question to the library (engine.js), and the answer takes the place of the still:
//
//     control, scene, pull or address ─► changes of the state ─► engine ─► picture, sentence, numbers, notes, and the state that holds now
//
// The state stands in the address as far as it differs from the start, page.html?bowl.ratio=32, so that it can be sent to someone. While an
// answer is awaited, further changes come together, and are asked when it is there. Where nothing can be computed the still stays, and says why.
window.wellposed.figure = (function () {
    const { controls, drag, open, shown } = window.wellposed;
    const ORIGIN = 'Computed here, in your browser, by the library that made the reports.';
    const DIFFERS = 'For the values of the still, the picture that is computed here is not the one that was drawn when the book was built.';
    /// So many milliseconds nothing is said of a computation, and an address waits for the next move.
    const [QUIET, REST] = [150, 250];

    /// Words that say that something is being computed. Their room is kept, so that nothing moves.
    function waitingWords(cancel) {
        const place = controls.element('span', 'explorable-waiting', 'computing… ');
        place.append(controls.button('', 'cancel', cancel));
        place.style.visibility = 'hidden';
        return place;
    }

    function live(place, asked, engine, parts, start) {
        const first = start.state;
        let [state, asking, changes, pressed, hidden, running] = [first, {}, null, null, [], false];
        let [late, writing] = [0, 0];
        const values = () => ({ ...state, ...asking, ...changes });
        const key = name => `${asked.name}.${name}`;

        const scenes = controls.scenesOf(asked, number => {
            all.forEach(control => control.forget?.());
            pressed = null;
            move(controls.valuesOf(asked, number));
        });
        const all = asked.controls.filter(control => control.kind !== 'kept').map(control => controls.controlOf(asked.name, control, move));
        const fields = controls.element('div', 'explorable-controls');
        fields.append(...all.map(control => control.place));
        const waiting = waitingWords(() => engine.cancel());
        const mark = asked.drag ? drag(asked, parts.picture, values, name => hidden.includes(name), move) : () => {};

        /// Shows in the controls which values hold or are being asked for.
        function display() {
            const now = values();
            all.forEach(control => control.show(now[control.name]));
            scenes.buttons.forEach((button, number) => button.setAttribute('aria-pressed', controls.holds(asked, number, now)));
        }

        /// Hides what makes no sense at the moment; the keyboard goes on at the next control.
        function hide(names) {
            const held = all.findIndex(({ place }) => place.contains(document.activeElement));
            hidden = names;
            all.forEach(({ name, place }) => place.hidden = hidden.includes(name));
            if (held >= 0 && all[held].place.hidden) {
                const next = [...all.slice(held), ...all].find(({ place }) => !place.hidden)?.place ?? scenes.place;
                next.querySelector('input, select, button').focus();
            }
        }

        function take(answer) {
            [state, asking] = [answer.state, {}];
            shown.fill(parts, answer, asked.reported);
            hide(answer.hidden);
            mark();
            display();
            clearTimeout(writing);
            writing = setTimeout(write, REST);
        }

        /// The last answer stays.
        function keep(error) {
            asking = {};
            shown.fillNotes(parts, [error.name === 'AbortError' ? 'Canceled: what stands here is the last answer.' : error.message]);
            display();
        }

        async function run() {
            running = true;
            place.dataset.state = 'computing';
            late = setTimeout(() => waiting.style.visibility = asked.heavy ? 'visible' : 'hidden', QUIET);
            while (changes) {
                const question = { figure: asked.name, state: { ...state, ...changes }, button: pressed };
                [asking, changes, pressed] = [changes, null, null];
                await engine.ask({ explore: question }).then(answer => take(answer.explore), keep);
            }
            clearTimeout(late);
            if (waiting.contains(document.activeElement)) {
                scenes.buttons[0].focus();
            }
            waiting.style.visibility = 'hidden';
            running = false;
            place.dataset.state = 'live';
        }

        function move(more, button = null) {
            changes = { ...changes, ...more };
            pressed = button ?? pressed;
            display();
            if (!running) {
                run();
            }
        }

        /// Writes the state into the address; what else stands there stays.
        function write() {
            const query = new URLSearchParams(location.search);
            Object.keys(first).forEach(name => query.delete(key(name)));
            Object.keys(first).filter(name => state[name] !== first[name]).forEach(name => query.set(key(name), state[name]));
            history.replaceState(history.state, '', location.pathname + (query.size === 0 ? '' : `?${query}`) + location.hash);
        }

        /// Takes over the values of the address.
        function read() {
            clearTimeout(writing);
            const query = new URLSearchParams(location.search);
            const wanted = Object.fromEntries(Object.keys(first).map(name => [name, query.get(key(name)) ?? first[name]]));
            if (Object.keys(first).some(name => wanted[name] !== state[name])) {
                move(wanted);
            }
        }

        scenes.place.append(...(asked.heavy ? [waiting] : []));
        parts.picture.before(scenes.place, fields);
        place.dataset.state = 'live';
        take(start);
        read();
        window.addEventListener('popstate', read);
    }

    /// Asks for the start. `data-state` of the figure: `live`, `computing`, or `still` if nothing can be computed.
    return async function figure(place) {
        const asked = JSON.parse(place.dataset.explorable);
        const engine = open('explorables');
        const parts = shown.partsOf(place);
        const still = shown.markup(parts.picture.innerHTML);
        const start = { figure: asked.name, state: controls.valuesOf(asked, 0), button: null };
        await engine.ask({ explore: start }).then(({ explore }) => {
            parts.origin.textContent = shown.markup(explore.picture) === still ? ORIGIN : `${ORIGIN} ${DIFFERS}`;
            live(place, asked, engine, parts, explore);
        }, error => {
            parts.origin.append(` ${error.message}`);
            place.dataset.state = 'still';
        });
    };
})();
