'use strict';

// How is the library asked? Its code is a module of WebAssembly that answers one text of JSON with another. It runs in a worker, so that a page
// stays awake and a question can be canceled. From `file://` a browser loads scripts alone: the module stands in one as base64 of its gzipped
// bytes, and the worker is made from the text of a function.
//
//     const engine = wellposed.open('explorables');
//     const answer = await engine.ask({ explore: { figure: 'bowl', state: { ratio: '32' }, button: null } });
//     engine.ask('{"run": "…"}');                             // a text is asked as it is: numbers stay as they are written
//     engine.cancel();                                        // what is asked is rejected with an AbortError
//     await suite.ask({ advise: { words: ['--target', 'price'] } }, file);     // a file (Blob) or bytes go with the question
//
// `wellposed.script(path)` loads a script of this folder once; `reportOf('CHAPTER/EXPERIMENT')` the texts of a report.
window.wellposed = (function () {
    const [scripts, modules, reports] = [new Map(), new Map(), new Map()];

    function load(path) {
        return new Promise((resolve, reject) => {
            const made = document.createElement('script');
            made.src = `${path_to_root}explorables/${path}`;
            made.onload = resolve;
            made.onerror = () => {
                scripts.delete(path);
                made.remove();
                reject(new Error(`The file explorables/${path} can't be loaded.`));
            };
            document.head.append(made);
        });
    }

    function script(path) {
        if (!scripts.has(path)) {
            scripts.set(path, load(path));
        }
        return scripts.get(path);
    }

    /// Called by the script of a module.
    function module(name, base64) {
        const text = atob(base64);
        const bytes = new Uint8Array(text.length);
        for (let place = 0; place < text.length; place += 1) {
            bytes[place] = text.charCodeAt(place);
        }
        modules.set(name, bytes);
    }

    /// Called by the script of a report.
    function report(name, content) {
        reports.set(name, content);
    }

    function reportOf(experiment) {
        return script(`reports/${experiment}.js`).then(() => reports.get(experiment));
    }

    /// A module of one function that answers a vector; its body is three times `i32.const 0, i8x16.splat`, then `f64x2.relaxed_madd`, `end`.
    const RELAXED = [
        0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, // magic and version
        1, 5, 1, 0x60, 0, 1, 0x7b, // types: () → v128
        3, 2, 1, 0, // functions: one of that type
        10, 19, 1, 17, 0, 0x41, 0, 0xfd, 15, 0x41, 0, 0xfd, 15, 0x41, 0, 0xfd, 15, 0xfd, 0x87, 2, 0x0b, // its code
    ];

    /// The module with all experiments that this browser can run.
    function suiteName() {
        return window.WebAssembly?.validate(new Uint8Array(RELAXED)) ? 'suite' : 'suite_software';
    }

    /// Why nothing can be computed here, if so.
    function missing() {
        const needs = { WebAssembly: 'WebAssembly', Worker: 'workers', DecompressionStream: 'DecompressionStream' };
        const name = Object.keys(needs).find(need => !(need in window));
        return name && `Nothing is computed here: this browser has no ${needs[name]}, or it is switched off.`;
    }

    /// What runs in the worker: first come the bytes of the module, then questions.
    function worker() {
        let [compiled, instance, last] = [null, null, Promise.resolve()];

        async function unpack(packed) {
            const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
            return WebAssembly.compile(await new Response(stream).arrayBuffer());
        }

        /// Writes the parts of a question, each of them bytes or a file, which is read piece by piece, into the memory of the module.
        async function write({ memory, question }, parts) {
            let place = question(parts.reduce((sum, part) => sum + (part.size ?? part.byteLength), 0)) >>> 0;
            const put = bytes => {
                new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
                place += bytes.length;
            };
            for (const part of parts) {
                if (part instanceof Blob) {
                    const reader = part.stream().getReader();
                    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
                        put(piece.value);
                    }
                } else {
                    put(new Uint8Array(part.buffer ?? part, part.byteOffset ?? 0, part.byteLength));
                }
            }
        }

        function read({ memory, answer, answer_length }) {
            return new TextDecoder().decode(new Uint8Array(memory.buffer, answer() >>> 0, answer_length()));
        }

        async function answer({ question, bytes }) {
            const text = new TextEncoder().encode(bytes === null ? question : `${question}\n`);
            instance ??= await WebAssembly.instantiate(await compiled);
            let asked = false;
            try {
                await write(instance.exports, bytes === null ? [text] : [text, bytes]);
                asked = true;
                instance.exports.ask();
                return read(instance.exports);
            } catch (thrown) {
                // A panic leaves its message; the instance is at its end.
                const left = asked ? read(instance.exports) : '';
                instance = null;
                if (left === '') {
                    throw thrown;
                }
                return left;
            }
        }

        onmessage = ({ data }) => {
            if (data.packed) {
                compiled = unpack(data.packed);
                compiled.catch(() => {});
            } else {
                const answered = last.then(() => answer(data));
                last = answered.then(text => postMessage({ text }), error => postMessage({ failed: String(error.message ?? error) }));
            }
        };
    }

    let address = null;

    function started(packed) {
        address ??= URL.createObjectURL(new Blob([`'use strict';(${worker})()`], { type: 'text/javascript' }));
        const made = new Worker(address);
        made.postMessage({ packed });
        return made;
    }

    function open(name) {
        let [running, waiting] = [null, []];

        /// Ends the worker; what was asked is rejected.
        function end(error) {
            const asked = waiting;
            running?.terminate();
            [running, waiting] = [null, []];
            asked.forEach(({ reject }) => reject(error));
        }

        function take(data) {
            const { resolve, reject } = waiting.shift();
            const answer = data.failed === undefined ? JSON.parse(data.text) : { error: data.failed };
            if (answer.error === undefined) {
                resolve(answer);
            } else {
                reject(new Error(answer.error));
            }
        }

        function start() {
            const made = started(modules.get(name));
            made.onmessage = ({ data }) => made === running && take(data);
            made.onerror = event => made === running && end(new Error(event.message ?? 'Nothing is computed here: this browser starts no worker.'));
            return made;
        }

        async function ask(question, bytes = null) {
            if (missing()) {
                throw new Error(missing());
            }
            return new Promise((resolve, reject) => {
                const asked = { resolve, reject };
                waiting.push(asked);
                script(`modules/${name}.js`).then(() => {
                    if (waiting.includes(asked)) {
                        running ??= start();
                        running.postMessage({ question: typeof question === 'string' ? question : JSON.stringify(question), bytes });
                    }
                }).catch(end);
            });
        }

        return {
            ask,
            cancel: () => end(new DOMException('canceled', 'AbortError')),
            get idle() {
                return waiting.length === 0;
            },
        };
    }

    return { script, module, report, reportOf, suiteName, open };
})();
