'use strict';

// How does someone read a page without a mouse? The first thing that Tab meets is a link to the text, past the table of contents; and what
// is too wide for its place can be reached by Tab and then scrolls by the arrow keys.
(function () {
    const text = document.querySelector('main');
    if (!text) {
        return;
    }

    function addSkipLink() {
        text.id ||= 'text';
        text.tabIndex = -1;
        const link = document.createElement('a');
        link.className = 'skip-link';
        link.href = `#${text.id}`;
        link.textContent = 'Skip to the text';
        document.body.prepend(link);
    }

    /// Some reading first and all writing after it, so that the page is laid out once.
    function reachWhatScrolls() {
        const places = [...text.querySelectorAll('.formula, pre > code, .table-wrapper, .claim-more table')];
        const scrolls = places.map(place => place.scrollWidth > place.clientWidth && place.clientWidth > 0);
        places.forEach((place, number) => {
            if (scrolls[number]) {
                place.tabIndex = 0;
            } else {
                place.removeAttribute('tabindex');
            }
        });
    }

    addSkipLink();
    reachWhatScrolls();
    window.addEventListener('resize', reachWhatScrolls);
    text.addEventListener('toggle', reachWhatScrolls, { capture: true });
    document.fonts.ready.then(reachWhatScrolls);
})();
