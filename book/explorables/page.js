'use strict';

// Which pages compute? Those with a figure that answers, a report to compute again, or a place for a reader's own file. What these need is loaded
// when one comes near, so that a page that is only read loads nothing. Without scripts a figure is its still, and the others are not there.
(function () {
    const SCRIPTS = { explorable: ['controls.js', 'shown.js', 'drag.js', 'figure.js'], recompute: ['verify.js'], 'own-data': ['own_data.js'] };
    const places = [...document.querySelectorAll(Object.keys(SCRIPTS).map(name => `.${name}`).join())];
    if (places.length === 0 || !window.IntersectionObserver) {
        return;
    }
    let engine = null;

    /// Adds a file of the folder; the promise is kept when it is loaded, or is not there.
    function add(kind, address, file, more = {}) {
        const made = Object.assign(document.createElement(kind), { [address]: `${path_to_root}explorables/${file}`, ...more });
        document.head.append(made);
        return new Promise(resolve => Object.assign(made, { onload: resolve, onerror: resolve }));
    }

    function start() {
        const styles = [add('link', 'href', 'forms.css', { rel: 'stylesheet' })];
        return Promise.all([add('script', 'src', 'engine.js'), ...styles]);
    }

    const observer = new IntersectionObserver(seen => {
        for (const { target } of seen.filter(each => each.isIntersecting)) {
            observer.unobserve(target);
            const name = Object.keys(SCRIPTS).find(name => target.classList.contains(name));
            engine ??= start();
            const loaded = SCRIPTS[name].reduce((before, script) => before.then(() => window.wellposed.script(script)), engine);
            loaded.then(() => name === 'explorable' && window.wellposed.figure(target));
        }
    }, { rootMargin: '100% 0px' });

    places.forEach(place => {
        place.hidden = false;
        observer.observe(place);
    });
})();
