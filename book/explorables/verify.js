'use strict';

// Does this browser compute the bytes of the report? A report's page computes its one experiment again, the ledger's page all of them, several at a
// time and the longest first. The library holds every byte against the text that the book has, and says which cell differs first.
//
//     <section class="recompute" data-experiment="CHAPTER/EXPERIMENT" data-seconds="12.3">…        one
//     <section class="recompute" data-all='[["CHAPTER/EXPERIMENT", 12.3], …]'>…                    all
//
// Seconds are those of the machine that made the modules; 0 where nobody measured. `data-state` of the section: idle, computing, done, canceled.
window.wellposed.script('controls.js').then(function () {
    const { controls: { element, button }, open, suiteName } = window.wellposed;
    /// So often, in milliseconds, the time that is gone is shown.
    const TICK = 200;
    /// So many workers are enough for everybody, and so many lines of differences for a page.
    const [MOST_WORKERS, MOST_LINES] = [8, 10];
    /// What the answer calls the claims of an experiment.
    const CLAIMS = 'claims.json';

    const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
    const since = start => (performance.now() - start) / 1000;
    const spent = seconds => seconds < 120 ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : `${(seconds / 60).toFixed(1)} minutes`;

    /// How long it takes about, in words.
    function about(seconds) {
        if (!(seconds > 0)) {
            return 'How long it takes was not measured.';
        }
        const many = seconds < 100 ? plural(Math.round(seconds), 'second') : plural(Math.round(seconds / 60), 'minute');
        return `It takes ${seconds < 1 ? 'less than a second' : `about ${many}`} on the machine of the reports.`;
    }

    /// Where a report's page is.
    function linkTo(experiment) {
        return Object.assign(element('a', '', experiment), { href: `${path_to_root}reports/${experiment}.html` });
    }

    /// A table whose rows are kept.
    function tableOf(heads, rows) {
        const [table, head, body] = [element('table', 'recompute-table'), element('thead', ''), element('tbody', '')];
        const line = element('tr', '');
        line.append(...heads.map(words => Object.assign(element('th', '', words), { scope: 'col' })));
        head.append(line);
        body.append(...rows);
        table.append(head, body);
        const wrapper = Object.assign(element('div', 'table-wrapper'), { tabIndex: 0 });
        wrapper.setAttribute('role', 'group');
        wrapper.setAttribute('aria-label', `table: ${heads.join(', ')}`);
        wrapper.append(table);
        return wrapper;
    }

    function rowOf(first, ...cells) {
        const row = element('tr', '');
        const head = Object.assign(element('th', ''), { scope: 'row' });
        head.append(first);
        row.append(head, ...cells);
        return row;
    }

    /// What is said of a file.
    function fileRow({ path, digest, same }) {
        const [code, cell] = [element('code', 'recompute-digest', digest), element('td', '')];
        cell.append(code);
        const name = path === CLAIMS ? 'its claims' : path;
        return rowOf(name, cell, element('td', same ? 'same' : 'differs', same ? 'same' : 'differs'));
    }

    function differencesOf({ differences, count }) {
        const list = element('ul', 'recompute-differences');
        const shown = differences.slice(0, MOST_LINES);
        list.append(...shown.map(line => element('li', '', line)));
        if (count > shown.length) {
            list.append(element('li', '', `… and ${count - shown.length} more`));
        }
        return list;
    }

    /// Computes an experiment and holds it against its report: what the library says, and how many claims were among it. The claims are a text of
    /// JSON that goes on as it is: in JavaScript a number 2.0 would become 2.
    async function verified(engine, experiment) {
        // Looked up at each call: the texts are those that the page has now.
        const { files, claims } = await window.wellposed.reportOf(experiment);
        const [name, texts] = [experiment, files].map(part => JSON.stringify(part));
        const { verify } = await engine.ask(`{"verify":{"experiment":${name},"files":${texts},"claims":${claims}}}`);
        const own = verify.files.filter(({ path }) => path !== CLAIMS);
        return { ...verify, own: own.length, claims: JSON.parse(claims).length };
    }

    /// What all places have: a button to start, one to cancel, a bar, a live region, and room for what is found.
    function form(section, words, start) {
        const asking = element('div', 'recompute-asking');
        const begin = button('recompute-start', words, run);
        const end = button('recompute-cancel', 'cancel', () => cancel());
        const estimate = element('p', 'recompute-estimate');
        const bar = Object.assign(element('progress', ''), { max: 1 });
        bar.setAttribute('aria-label', 'computed so far');
        const said = element('p', 'recompute-said');
        said.setAttribute('role', 'status');
        const found = element('div', 'recompute-found');
        let cancel = () => {};
        [end.hidden, bar.hidden] = [true, true];
        asking.append(begin, end, bar);
        section.append(estimate, asking, said, found);
        section.dataset.state = 'idle';

        /// The keyboard goes on at the button that took the other's place.
        function swap(running) {
            const held = [begin, end].includes(document.activeElement);
            [begin.hidden, end.hidden, bar.hidden] = [running, !running, !running];
            if (held) {
                (running ? end : begin).focus();
            }
        }

        async function run() {
            section.dataset.state = 'computing';
            said.textContent = 'computing…';
            found.replaceChildren();
            bar.removeAttribute('value');
            swap(true);
            const started = start(place);
            cancel = started.cancel;
            section.dataset.state = await started.done;
            swap(false);
        }

        /// Shows how much is done, at most 99 % before the end; nothing where that is not known.
        function show(done) {
            if (Number.isFinite(done)) {
                bar.value = Math.min(done, 0.99);
            }
        }

        const place = { asking, estimate, said, found, show };
        return place;
    }

    function one(section) {
        const { experiment } = section.dataset;
        const seconds = Number(section.dataset.seconds);
        const engine = open(suiteName());

        function tell({ said, found }, answer, time) {
            const all = answer.claims === 0 ? plural(answer.own, 'file') : `${plural(answer.own, 'file')} and ${plural(answer.claims, 'claim')}`;
            const table = tableOf(['file', 'SHA-256 of what was computed here', 'the report’s'], answer.files.map(fileRow));
            said.textContent = answer.count === 0
                ? `The same bytes: all ${all}, computed here in ${spent(time)}.`
                : `Not the same bytes: ${plural(answer.count, 'difference')}, computed here in ${spent(time)}.`;
            found.replaceChildren(...(answer.count === 0 ? [] : [differencesOf(answer)]), table);
        }

        const { estimate } = form(section, 'Compute this report here', place => {
            const start = performance.now();
            const ticking = setInterval(() => {
                place.show(seconds > 0 ? since(start) / seconds : NaN);
            }, TICK);
            const done = verified(engine, experiment).then(answer => {
                tell(place, answer, since(start));
                return 'done';
            }, error => {
                const isCanceled = error.name === 'AbortError';
                place.said.textContent = isCanceled ? `Canceled after ${spent(since(start))}.` : error.message;
                return isCanceled ? 'canceled' : 'done';
            }).finally(() => clearInterval(ticking));
            return { done, cancel: () => engine.cancel() };
        });
        estimate.textContent = about(seconds);
    }

    /// How long so many workers take, each of which takes the next experiment when it is free.
    function makespan(seconds, workers) {
        const busy = Array.from({ length: workers }, () => 0);
        seconds.forEach(time => busy[busy.indexOf(Math.min(...busy))] += time);
        return Math.max(...busy);
    }

    /// A field that says how many are computed at a time.
    function workersField(change) {
        const field = Object.assign(element('input', ''), { type: 'number', min: 1, max: MOST_WORKERS, step: 1 });
        field.value = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency ?? 1));
        const label = element('label', 'recompute-workers', 'at a time ');
        label.append(field);
        field.addEventListener('change', change);
        return { field, label, count: () => Math.min(MOST_WORKERS, Math.max(1, Math.round(Number(field.value)) || 1)) };
    }

    /// The rows of all experiments, and what is counted.
    function ledgerOf(jobs) {
        const state = new Map(jobs.map(([experiment]) => [experiment, { state: 'waiting', files: 0 }]));
        const cells = new Map(jobs.map(([experiment]) => [experiment, { state: element('td', '', 'waiting'), time: element('td', 'number') }]));
        const rows = jobs.map(([experiment]) => rowOf(linkTo(experiment), cells.get(experiment).state, cells.get(experiment).time));
        const count = name => [...state.values()].filter(each => each.state === name).length;

        function set(experiment, words, { time, files = 0, more = [] } = {}) {
            state.set(experiment, { state: words, files });
            const row = cells.get(experiment);
            row.state.className = { 'the same': 'same', differs: 'differs', failed: 'differs' }[words] ?? '';
            row.state.replaceChildren(words, ...more);
            row.time.textContent = time === undefined ? '' : `${time.toFixed(1)} s`;
        }

        /// `31 of 36 computed, 31 the same to the byte, 0 differ; 214 files`
        function tally() {
            const files = [...state.values()].reduce((sum, each) => sum + each.files, 0);
            const [same, differ, failed] = ['the same', 'differs', 'failed'].map(count);
            const lost = failed === 0 ? '' : `, ${failed} failed`;
            return `${same + differ} of ${jobs.length} computed, ${same} the same to the byte, ${differ} differ${lost}; ${plural(files, 'file')}`;
        }

        return { table: tableOf(['experiment', 'state', 'time'], rows), set, tally, isWhole: () => count('the same') === jobs.length };
    }

    /// Computes the jobs with so many engines; a job that fails stops no other.
    function runAll(jobs, workers, { said, found, show }) {
        const ledger = ledgerOf(jobs);
        const engines = Array.from({ length: workers }, () => open(suiteName()));
        const [start, waiting] = [performance.now(), [...jobs]];
        // Where nobody measured, an experiment counts as one.
        const weight = ([, seconds]) => seconds > 0 ? seconds : 1;
        const whole = jobs.reduce((sum, job) => sum + weight(job), 0);
        let [done, canceled] = [0, false];
        found.replaceChildren(ledger.table);

        async function compute(engine, job) {
            const [[experiment], began] = [job, performance.now()];
            ledger.set(experiment, 'computing');
            await verified(engine, experiment).then(answer => {
                const more = answer.count === 0 ? [] : [differencesOf(answer)];
                ledger.set(experiment, answer.count === 0 ? 'the same' : 'differs', { time: since(began), files: answer.own, more });
            }, error => {
                const isCanceled = canceled || error.name === 'AbortError';
                ledger.set(experiment, isCanceled ? 'canceled' : 'failed', { more: isCanceled ? [] : [`: ${error.message}`] });
            });
            done += weight(job);
            show(done / whole);
            said.textContent = `${ledger.tally()}; ${spent(since(start))}`;
        }

        async function work(engine) {
            for (let job = waiting.shift(); job; job = waiting.shift()) {
                await compute(engine, job);
            }
            // Its worker and memory go; nothing is asked any more.
            engine.cancel();
        }

        show(0);
        const all = Promise.all(engines.map(work)).then(() => {
            const head = canceled ? 'Canceled' : ledger.isWhole() ? 'The same bytes' : 'Not the same bytes';
            said.textContent = `${head}: ${ledger.tally()}, computed here in ${spent(since(start))}, ${workers} at a time.`;
            return canceled ? 'canceled' : 'done';
        });
        const cancel = () => {
            canceled = true;
            waiting.splice(0).forEach(([experiment]) => ledger.set(experiment, 'canceled'));
            engines.forEach(engine => engine.cancel());
        };
        return { done: all, cancel };
    }

    function book(section) {
        const jobs = JSON.parse(section.dataset.all).sort(([, one], [, other]) => other - one);
        const tell = () => estimate.textContent = about(makespan(jobs.map(([, seconds]) => seconds), workers.count()));
        const workers = workersField(tell);
        const { asking, estimate } = form(section, 'Compute the whole book here', place => {
            const count = workers.count();
            workers.field.value = count;
            workers.field.disabled = true;
            const started = runAll(jobs, count, place);
            return { ...started, done: started.done.finally(() => workers.field.disabled = false) };
        });
        asking.append(workers.label);
        tell();
    }

    document.querySelectorAll('.recompute').forEach(section => 'all' in section.dataset ? book(section) : one(section));
});
