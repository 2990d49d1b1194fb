// Is everything there without scripts? No row of a table and no claim is hidden, what opens opens by itself, and the page fits into the window.

export async function plain(tab, url) {
    await tab.send('Emulation.setScriptExecutionDisabled', { value: true });
    try {
        await tab.open(url);
        return await tab.run(() => {
            const problems = [];
            const hidden = [...document.querySelectorAll('main tr, main .claim, main .exercise, main p')].filter(element => {
                const details = element.parentElement.closest('details:not([open]), section[hidden]');
                return !details && element.textContent.trim() !== '' && element.getBoundingClientRect().height === 0;
            });
            if (hidden.length > 0) {
                problems.push(`${hidden.length} blocks can't be seen without scripts, first “${hidden[0].textContent.trim().slice(0, 60)}”`);
            }
            if (document.documentElement.classList.contains('js')) {
                problems.push('scripts ran');
            }
            const content = document.querySelector('.content');
            if (content.scrollWidth > content.clientWidth + 1) {
                problems.push(`is ${content.scrollWidth} wide without scripts in ${content.clientWidth}`);
            }
            return problems;
        });
    } finally {
        await tab.send('Emulation.setScriptExecutionDisabled', { value: false });
    }
}
