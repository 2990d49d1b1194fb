// How is a browser driven without any package? Chromium reads commands from one pipe and writes answers and events to another, JSON texts with a
// zero byte after each (`--remote-debugging-pipe`).
//
//     const browser = await Browser.start();
//     const tab = await browser.tab();
//     await tab.open('file:///book/index.html');
//     const title = await tab.run(() => document.title);

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/// So long, in milliseconds, may one command take.
const PATIENCE = 120000;

/// The program that is there under one of its names, or nothing.
export function chromium() {
    const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(name => name);
    return names.find(name => spawnSync(name, ['--version']).status === 0);
}

export class Browser {
    #process;
    #profile;
    #rest = [];
    #waiting = new Map();
    #listeners = new Map();
    #number = 0;

    static async start() {
        const browser = new Browser();
        browser.#profile = mkdtempSync(join(tmpdir(), 'book-browser-'));
        const options = [
            '--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
            '--hide-scrollbars', '--disable-background-networking', '--disable-component-update', '--disable-extensions', '--disable-sync',
            '--force-color-profile=srgb',
            '--allow-file-access-from-files', '--font-render-hinting=none', `--user-data-dir=${browser.#profile}`, 'about:blank',
        ];
        browser.#process = spawn(chromium(), options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        browser.#process.stdio[4].on('data', data => browser.#read(data));
        browser.#process.on('exit', () => browser.#waiting.forEach(({ refuse }) => refuse(new Error('the browser ended'))));
        return browser;
    }

    #read(data) {
        for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0)) {
            const text = Buffer.concat([...this.#rest, data.subarray(0, end)]).toString();
            this.#rest = [];
            data = data.subarray(end + 1);
            this.#take(JSON.parse(text));
        }
        this.#rest.push(data);
    }

    #take(message) {
        if (message.id === undefined) {
            this.#listeners.get(message.sessionId)?.(message.method, message.params);
            return;
        }
        const { resolve, refuse, method } = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (message.error) {
            refuse(new Error(`${method}: ${message.error.message}`));
        } else {
            resolve(message.result);
        }
    }

    send(method, params = {}, sessionId = undefined) {
        const id = ++this.#number;
        this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        return new Promise((resolve, refuse) => {
            const late = setTimeout(() => refuse(new Error(`${method}: no answer`)), PATIENCE);
            const done = end => value => { clearTimeout(late); end(value); };
            this.#waiting.set(id, { resolve: done(resolve), refuse: done(refuse), method });
        });
    }

    /// A tab with a storage of its own, so that the theme of one is not that of another.
    async tab() {
        const { browserContextId } = await this.send('Target.createBrowserContext');
        const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId });
        const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
        const tab = new Tab(this, sessionId);
        this.#listeners.set(sessionId, (method, params) => tab.hear(method, params));
        for (const domain of ['Page', 'Runtime', 'Network', 'Log']) {
            await tab.send(`${domain}.enable`);
        }
        return tab;
    }

    async end() {
        const ended = new Promise(resolve => this.#process.on('exit', resolve));
        this.send('Browser.close').catch(() => {});
        await ended;
        rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

export class Tab {
    #browser;
    #session;
    #once = new Map();
    /// What the page complained about since it was opened.
    complaints = [];
    /// The addresses that the page asked for.
    requests = [];

    constructor(browser, session) {
        this.#browser = browser;
        this.#session = session;
    }

    send(method, params) {
        return this.#browser.send(method, params, this.#session);
    }

    hear(method, params) {
        if (method === 'Runtime.exceptionThrown') {
            const { exception, text } = params.exceptionDetails;
            this.complaints.push((exception?.description ?? text).split('\n')[0]);
        } else if (method === 'Runtime.consoleAPICalled' && ['error', 'assert'].includes(params.type)) {
            this.complaints.push(params.args.map(each => each.value ?? each.description).join(' '));
        } else if (method === 'Log.entryAdded' && params.entry.level === 'error') {
            this.complaints.push(`${params.entry.text} ${params.entry.url ?? ''}`.trim());
        } else if (method === 'Network.requestWillBeSent') {
            this.requests.push(params.request.url);
        }
        this.#once.get(method)?.(params);
    }

    #next(method) {
        return new Promise(resolve => this.#once.set(method, resolve));
    }

    async #load(url) {
        const loaded = this.#next('Page.loadEventFired');
        const { errorText } = await this.send('Page.navigate', { url });
        if (errorText) {
            throw new Error(`${url}: ${errorText}`);
        }
        await loaded;
    }

    /// Opens an address and waits until it is loaded and its fonts and the styles of its theme are there.
    async open(url) {
        await this.#load('about:blank');
        this.complaints = [];
        this.requests = [];
        await this.#load(url);
        await this.run(async () => {
            const styles = [...document.querySelectorAll('link[rel=stylesheet]')];
            for (let wait = 0; wait < 100 && styles.some(style => !style.disabled && !style.sheet); wait += 1) {
                await new Promise(resolve => setTimeout(resolve, 20));
            }
            await document.fonts.ready;
        });
    }

    /// Runs a function in the page; what it takes and gives back is plain data.
    async run(code, ...values) {
        const expression = `(${code})(${values.map(value => JSON.stringify(value)).join(', ')})`;
        const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) {
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        }
        return result.value;
    }

    async width(width, height = 900) {
        await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    }

    async press(key, code = key, keyCode = 0, text = undefined) {
        const event = { key, code, windowsVirtualKeyCode: keyCode, text };
        await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
        await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    }
}
